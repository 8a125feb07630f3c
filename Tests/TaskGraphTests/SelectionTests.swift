import TaskGraph
import Testing

@Suite struct `A selection` {
  /// base > node > disk, with check beside disk, as one target.
  private let graph: Graph
  private let ids: [String: Work.ID]

  init() {
    var graph = Graph()
    var ids: [String: Work.ID] = [:]
    func add(_ name: String, after input: String?) {
      let inputs = input.flatMap { ids[$0] }.map { [Work.Input("layer", from: $0)] } ?? []
      ids[name] = graph.add(Work(name: name, role: .phase, result: .layer, fields: [], inputs: inputs))
    }
    add("base", after: nil)
    add("node", after: "base")
    add("check", after: "node")
    add("disk", after: "node")
    let phases = ["base", "node", "check", "disk"].compactMap { name in
      ids[name].map { Pipeline.Phase(PhaseName(rawValue: name), work: $0) }
    }
    graph.add(Pipeline(target: Target(provider: "qemu", system: "debian-12"), phases: phases, gates: ["check"]))
    self.graph = graph
    self.ids = ids
  }

  private func names(_ ids: some Sequence<Work.ID>) -> Set<String> {
    Set(ids.compactMap { graph[$0]?.name })
  }

  @Test func `of nothing needs every phase and forces none`() {
    let scope = Selection().scope(in: graph)
    #expect(names(scope.needed) == ["base", "node", "check", "disk"])
    #expect(scope.forced.isEmpty)
  }

  @Test func `PHASE forces that phase alone`() {
    var selection = Selection()
    selection.phase = "node"
    let scope = selection.scope(in: graph)
    #expect(names(scope.forced.keys) == ["node"])
    #expect(scope.needed.count == 4)
  }

  @Test func `FROM forces that phase and all after it`() {
    var selection = Selection()
    selection.from = "node"
    #expect(names(selection.scope(in: graph).forced.keys) == ["node", "check", "disk"])
  }

  @Test func `ONLY forces that phase and needs nothing after it`() {
    var selection = Selection()
    selection.only = "node"
    let scope = selection.scope(in: graph)
    #expect(names(scope.forced.keys) == ["node"])
    #expect(names(scope.needed) == ["base", "node"])
    #expect(!selection.reachesTheEnd(of: graph.pipelines[0]))
  }

  @Test func `UNTIL stops after that phase and forces nothing`() {
    var selection = Selection()
    selection.until = "check"
    let scope = selection.scope(in: graph)
    #expect(scope.forced.isEmpty)
    #expect(names(scope.needed) == ["base", "node", "check"])
  }

  @Test func `of everything forces every phase`() {
    var selection = Selection()
    selection.everything = true
    #expect(selection.scope(in: graph).forced.count == 4)
  }
}
