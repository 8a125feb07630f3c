/// Which phases of the asked targets are to run, whatever the cache says, and where to stop.
public struct Selection: Sendable, Hashable {
  /// What a selection means for one graph.
  public struct Scope: Sendable {
    /// The works to bring about.
    public let needed: Set<Work.ID>
    /// The works that run even if the cache has their result, each with the words that asked for it.
    public let forced: [Work.ID: String]
  }

  /// Rerun this phase; what follows reruns if its result changed.
  public var phase: PhaseName?
  /// Rerun this phase and all after it.
  public var from: PhaseName?
  /// Rerun this phase and stop.
  public var only: PhaseName?
  /// Stop after this phase.
  public var until: PhaseName?
  /// Rerun every phase.
  public var everything = false

  /// Selects nothing in particular: all phases, as the cache says.
  public init() {}

  /// The phases named, with the words that named them.
  public var named: [(words: String, phase: PhaseName)] {
    [("PHASE", phase), ("FROM", from), ("ONLY", only), ("UNTIL", until)].compactMap { word, name in
      name.map { ("\(word)=\($0)", $0) }
    }
  }

  /// All that was asked for, in its words.
  public var words: [String] { named.map(\.words) + (everything ? ["-B"] : []) }

  /// True where an image comes out at the end.
  public func reachesTheEnd(of pipeline: Pipeline) -> Bool {
    wanted(in: pipeline).count == pipeline.phases.count
  }

  /// Works out what the selection means for the pipelines of a graph.
  public func scope(in graph: Graph) -> Scope {
    var roots: [Work.ID] = []
    var forced: [Work.ID: String] = [:]
    for pipeline in graph.pipelines {
      roots += wanted(in: pipeline).map(\.work)
      for (phase, words) in rerun(in: pipeline) { forced[phase.work] = words }
    }
    let needed = graph.ancestors(of: roots)
    return Scope(needed: needed, forced: forced.filter { needed.contains($0.key) })
  }

  private func wanted(in pipeline: Pipeline) -> [Pipeline.Phase] {
    if let only { return pipeline.phases.filter { $0.name == only } }
    guard let until, let last = pipeline.phases.firstIndex(where: { $0.name == until }) else { return pipeline.phases }
    return Array(pipeline.phases[...last])
  }

  private func rerun(in pipeline: Pipeline) -> [(Pipeline.Phase, String)] {
    var after = false
    return pipeline.phases.compactMap { candidate in
      if candidate.name == from { after = true }
      if everything { return (candidate, "-B") }
      if after, let from { return (candidate, "FROM=\(from)") }
      if candidate.name == phase { return (candidate, "PHASE=\(candidate.name)") }
      if candidate.name == only { return (candidate, "ONLY=\(candidate.name)") }
      return nil
    }
  }
}
