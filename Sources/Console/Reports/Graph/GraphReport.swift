public import TaskGraph

/// The works of some targets, what each takes in, and what each one's state is.
public struct GraphReport: Report {
  let vertices: [GraphVertex]
  let edges: [GraphEdge]

  /// Draws all works of a graph; what the plan does not need has no state.
  public init(_ graph: Graph, plan: Plan) {
    let targets = graph.targetsByWork()
    let works = graph.works.filter { targets[$0.id] != nil }
    let names = Dictionary(grouping: works, by: \.name)
    func label(_ id: Work.ID) -> String {
      guard let work = graph[id] else { return "" }
      // Targets that do not share a phase have one each of that name.
      let isAlone = names[work.name]?.count == 1
      return isAlone ? work.name : "\(work.name)@\(targets[id]?.first?.name ?? "")"
    }
    let vertices = works.map { work in
      GraphVertex(
        id: label(work.id), name: work.name, kind: work.role == .phase ? .phase : work.isDownload ? .download : .supply,
        leaves: work.result, state: plan[work.id]?.state, targets: targets[work.id] ?? [])
    }
    let edges = works.flatMap { work in
      work.inputs.map { GraphEdge(from: label($0.work), to: label(work.id), kind: .input, name: $0.name) }
        + work.supplies.map { GraphEdge(from: label($0.work), to: label(work.id), kind: .supply, name: $0.name) }
    }
    let ends = graph.pipelines.map { pipeline in
      GraphVertex(
        id: pipeline.target.goal, name: pipeline.target.goal, kind: .image, leaves: nil, state: nil,
        targets: [pipeline.target])
    }
    self.vertices = vertices + ends
    self.edges = edges + graph.pipelines.flatMap { Self.ends(of: $0, in: graph, label) }
  }

  /// What an image is handed over from, and what has to pass before.
  private static func ends(of pipeline: Pipeline, in graph: Graph, _ label: (Work.ID) -> String) -> [GraphEdge] {
    let taken = Set(pipeline.phases.compactMap { graph[$0.work] }.flatMap(\.needs).map(\.work))
    return pipeline.phases.compactMap { phase in
      let isGate = pipeline.gates.contains(phase.name)
      guard isGate || !taken.contains(phase.work) else { return nil }
      return GraphEdge(
        from: label(phase.work), to: pipeline.target.goal, kind: isGate ? .gate : .input, name: phase.name.rawValue)
    }
  }

  /// The drawing for `dot`.
  public var text: String { dot }

  /// `{"works": […], "edges": […]}`; see `GraphVertex` and `GraphEdge`.
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case works, edges }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(vertices, forKey: .works)
    try record.encode(edges, forKey: .edges)
  }
}
