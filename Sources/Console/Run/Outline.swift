public import TaskGraph

/// What is known of a run before its first event: its targets and the works that it may come to.
public struct Outline: Sendable {
  /// A work as the display sees it.
  struct Item: Sendable {
    /// Its name.
    let name: WorkName
    /// True for a supply that takes in nothing and leaves files: it is fetched, not made.
    let isDownload: Bool
    /// The names of the works behind its inputs, by what it calls these.
    let inputs: [String: String]
    /// How long it took the last time, in seconds, where that is known.
    let expected: Double?
  }

  /// What the first lines say.
  let headers: [TargetHeader]
  /// How many phases each target has.
  let phaseCounts: [Target: Int]
  /// The needed works, each after what it takes in.
  let items: [Item]
  /// The same by their names.
  let index: [WorkName: Item]

  /// Takes from a graph what a display needs.
  ///
  /// - Parameters:
  ///   - works: the works that the run may come to; only these are shown as waiting.
  ///   - headers: what the first lines say, in the order of the targets.
  ///   - expected: how long works took the last time, in seconds.
  public init(graph: Graph, works: [Work], headers: [TargetHeader], expected: [Work.ID: Double] = [:]) {
    let targets = targetsByWork(graph.pipelines) { graph[$0] }
    let items = works.map { work in
      Item(
        name: WorkName(name: work.name, role: work.role, targets: targets[work.id] ?? []),
        isDownload: work.isDownload,
        inputs: Dictionary(work.needs.map { ($0.name, graph[$0.work]?.name ?? $0.name) }) { first, _ in first },
        expected: expected[work.id])
    }
    self.headers = headers
    self.items = items
    self.index = Dictionary(items.map { ($0.name, $0) }) { first, _ in first }
    self.phaseCounts = Dictionary(graph.pipelines.map { ($0.target, $0.phases.count) }) { first, _ in first }
  }
}
