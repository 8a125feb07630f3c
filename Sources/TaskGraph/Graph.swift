/// The works of all asked targets, each one once, and the targets' pipelines over them.
public struct Graph: Sendable {
  /// The works, each after everything that it takes in.
  public private(set) var works: [Work] = []
  /// The pipelines in the order in which they were asked for.
  public private(set) var pipelines: [Pipeline] = []
  private var index: [Work.ID: Int] = [:]

  /// A graph without works.
  public init() {}

  /// Adds a work, whose inputs were added before; one that is there already is shared.
  @discardableResult
  public mutating func add(_ work: Work) -> Work.ID {
    if index[work.id] == nil {
      index[work.id] = works.count
      works.append(work)
    }
    return work.id
  }

  /// Adds a target's pipeline; its works were added before.
  public mutating func add(_ pipeline: Pipeline) {
    pipelines.append(pipeline)
  }

  /// The work of that identity.
  public subscript(id: Work.ID) -> Work? {
    index[id].map { works[$0] }
  }

  /// The works that these need, themselves included.
  public func ancestors(of roots: some Sequence<Work.ID>) -> Set<Work.ID> {
    var found: Set<Work.ID> = []
    var open = Array(roots)
    while let id = open.popLast() {
      guard found.insert(id).inserted, let work = self[id] else { continue }
      open.append(contentsOf: work.needs.map(\.work))
    }
    return found
  }

  /// The same as works, each after everything that it takes in.
  public func works(neededBy roots: some Sequence<Work.ID>) -> [Work] {
    ancestors(of: roots).compactMap { index[$0] }.sorted().map { works[$0] }
  }

  /// The targets that each work is made for, in the order asked.
  public func targetsByWork() -> [Work.ID: [Target]] {
    var targets: [Work.ID: [Target]] = [:]
    for pipeline in pipelines {
      for id in ancestors(of: pipeline.phases.map(\.work)) { targets[id, default: []].append(pipeline.target) }
    }
    return targets
  }
}
