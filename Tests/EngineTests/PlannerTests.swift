import Engine
import StepCache
import TaskGraph
import Testing

@Suite struct `A plan` {
  private let bench = Bench()

  private func assembly(node version: String = "1") -> Assembly {
    var assembly = Assembly()
    bench.chain(
      [
        (name: "base", version: "1", leaves: "b"), (name: "node", version: version, leaves: version),
        (name: "disk", version: "1", leaves: "d"),
      ],
      into: &assembly)
    return assembly
  }

  private func states(_ assembly: Assembly, _ selection: Selection = Selection()) -> [String] {
    Planner(graph: assembly.graph, selection: selection, store: bench.store).plan().items.map { item in
      switch item.state {
      case .hit: "hit"
      case .miss(let reason): "miss: \(reason)"
      case .follows(let names): "follows \(names.joined(separator: " "))"
      }
    }
  }

  @Test func `of an empty cache knows the first phase only`() {
    #expect(states(assembly()) == ["miss: neverBuilt", "follows base", "follows node"])
  }

  @Test func `changes nothing on disk`() throws {
    _ = states(assembly())
    #expect(try listFolder(bench.folder.path) == [])
  }

  @Test func `of what was built is all hits`() async throws {
    try await bench.run(assembly())
    #expect(states(assembly()) == ["hit", "hit", "hit"])
  }

  @Test func `names the variable that changed with both values and origins`() async throws {
    try await bench.run(assembly())
    let plan = Planner(graph: assembly(node: "2").graph, selection: Selection(), store: bench.store).plan()
    guard case .miss(.changed(let differences, _)) = plan.items[1].state else {
      Issue.record("\(plan.items[1].state)")
      return
    }
    let name = "version of node"
    #expect(
      differences == [
        .changed(
          from: KeyField(.variable, name, "1", origin: "test:1"), to: KeyField(.variable, name, "2", origin: "test:1"))
      ])
  }

  @Test func `names the words that force a phase`() async throws {
    try await bench.run(assembly())
    var selection = Selection()
    selection.phase = "node"
    #expect(states(assembly(), selection) == ["hit", "miss: forced(\"PHASE=node\")", "follows node"])
  }
}
