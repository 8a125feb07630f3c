public import StepCache
public import TaskGraph

/// Works out, without changing anything, what a build would do.
public struct Planner: Sendable {
  let graph: Graph
  private let scope: Selection.Scope
  let store: Store
  private let histories: [(Target, History)]
  private let targets: [Work.ID: [Target]]
  private let changes: [Work.ID: [PackageChange]]

  /// Prepares to plan the asked targets of a graph.
  ///
  /// - Parameter changes: what package archives have otherwise for works, which run because of that.
  public init(graph: Graph, selection: Selection, store: Store, changes: [Work.ID: [PackageChange]] = [:]) {
    self.changes = Self.outdated(changes, in: graph)
    self.graph = graph
    self.scope = selection.scope(in: graph)
    self.store = store
    self.histories = graph.pipelines.map { ($0.target, store.history(of: $0.target)) }
    self.targets = graph.targetsByWork()
  }

  /// The needed works, each after what it takes in.
  var works: [Work] { graph.works.filter { scope.needed.contains($0.id) } }

  /// The targets that a work is made for.
  func targets(of work: Work) -> [Target] { targets[work.id] ?? [] }

  /// The words that asked for a work to run whatever the cache says.
  func force(_ work: Work) -> String? { scope.forced[work.id] }

  /// Looks at every needed work; what follows one that will run has no key yet, and what is only taken in by works that are
  /// reused is not needed.
  ///
  /// - Parameter holding: keeps what is found from being collected, as whoever builds must.
  public func plan(holding: Bool = false) -> Plan {
    var known: [Work.ID: Entry] = [:]
    var items: [Plan.Item] = []
    for work in works {
      let waited = work.inputs.filter { known[$0.work] == nil }.compactMap { graph[$0.work]?.name }
      if waited.isEmpty {
        let key = work.key(inputs: work.inputs.compactMap { known[$0.work]?.digest })
        switch lookup(work, key, holding: holding) {
        case .success(let entry):
          known[work.id] = entry
          items.append(Plan.Item(work: work, state: .hit(saved: entry.seconds), key: key))
        case .failure(let miss):
          items.append(Plan.Item(work: work, state: .miss(miss.reason), key: key))
        }
      } else {
        items.append(Plan.Item(work: work, state: .follows(waited), key: nil))
      }
    }
    let open = items.filter { known[$0.work.id] == nil && $0.work.role == .phase }
    let used = graph.ancestors(of: open.flatMap(\.work.supplies).map(\.work))
    return Plan(
      items: items.filter { $0.work.role == .phase || used.contains($0.work.id) }, pipelines: graph.pipelines)
  }

  struct Miss: Error {
    let reason: MissReason
  }

  /// The result to use, or why there is none.
  func lookup(_ work: Work, _ key: CacheKey, holding: Bool = false) -> Result<Entry, Miss> {
    if let words = force(work) { return .failure(Miss(reason: .forced(words))) }
    if let changes = changes[work.id] { return .failure(Miss(reason: .outdated(changes))) }
    switch store.lookup(key) {
    case .hit(let entry): return !holding || store.hold(entry) ? .success(entry) : .failure(Miss(reason: .gone))
    case .damaged(let why): return .failure(Miss(reason: .damaged(why)))
    case .absent: return .failure(Miss(reason: explain(work, key)))
    }
  }

  private func explain(_ work: Work, _ key: CacheKey) -> MissReason {
    let concerned = targets(of: work)
    let earlier = histories.lazy.filter { concerned.contains($0.0) }.compactMap { $0.1.items[work.name] }
    guard let last = earlier.max(by: { $0.built < $1.built }) else { return .neverBuilt }
    let differences = KeyDifference.between(last.fields, key.fields)
    return differences.isEmpty ? .gone : .changed(differences, since: last.built)
  }
}
