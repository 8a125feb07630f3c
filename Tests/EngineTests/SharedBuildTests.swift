import Engine
import StepCache
import Synchronization
import TaskGraph
import Testing

@Suite struct `Builds that share a cache` {
  private let bench = Bench()

  private func slow(_ name: String) -> Assembly {
    var assembly = Assembly()
    let id = assembly.add(name, role: .phase, result: .artifacts, fields: []) { [bench] context in
      try await Task.sleep(for: .milliseconds(200))
      return try await bench.leaving("s", as: name)(context)
    }
    assembly.add(
      Pipeline(
        target: Target(provider: "qemu", system: "debian-12"),
        phases: [Pipeline.Phase(PhaseName(rawValue: name), work: id)], gates: [])
    ) { _ in [] }
    return assembly
  }

  @Test func `that both force a phase make it once while one waits for the other`() async throws {
    let assembly = slow("node")
    try await bench.run(assembly)
    _ = bench.takeRan()
    try await withThrowingTaskGroup(of: Void.self) { [bench] group in
      for _ in 0..<3 { group.addTask { try await bench.run(assembly) { $0.selection.phase = "node" } } }
      try await group.waitForAll()
    }
    #expect(bench.takeRan() == ["node"])
  }

  @Test func `say for whom they wait`() async throws {
    let assembly = slow("node")
    try await withThrowingTaskGroup(of: Void.self) { [bench] group in
      for _ in 0..<2 { group.addTask { try await bench.run(assembly) } }
      try await group.waitForAll()
    }
    let builders = bench.events.withLock { events in
      events.compactMap { if case .waiting(let builder) = $0.what { builder } else { nil } }
    }
    #expect(builders.count == 1 && builders[0].hasPrefix("process "))
  }

  @Test func `go on with the old result while another one replaces it`() async throws {
    let texts = Mutex(["old", "new"])
    let mayGoOn = Mutex(false)
    let isWaiting = Mutex(false)
    func twoPhases() -> Assembly {
      var assembly = Assembly()
      let base = assembly.add("base", role: .phase, result: .artifacts, fields: []) { [bench] context in
        try await bench.leaving(texts.withLock { $0.removeFirst() }, as: "base")(context)
      }
      let node = assembly.add(
        "node", role: .phase, result: .artifacts, fields: [], inputs: [Work.Input("base", from: base)]
      ) { [bench] context in
        isWaiting.withLock { $0 = true }
        while !mayGoOn.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
        return try await bench.leaving(try readText(context.file(of: "base")), as: "node")(context)
      }
      assembly.add(
        Pipeline(
          target: Target(provider: "qemu", system: "debian-12"),
          phases: [Pipeline.Phase("base", work: base), Pipeline.Phase("node", work: node)], gates: [])
      ) { _ in [] }
      return assembly
    }
    let assembly = twoPhases()
    let first = Task { [bench] in try await bench.run(assembly) }
    while !isWaiting.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
    try await bench.run(assembly) { $0.selection.only = "base" }
    // The old base is in nobody's way but the first run's.
    #expect(try await bench.store.collect(maximumBytes: nil, maximumAge: nil).inUse == 1)
    mayGoOn.withLock { $0 = true }
    #expect(try await first.value.count(.built) == 2)
    // From now on the new base counts, and nothing has been made from that.
    let plan = Planner(graph: assembly.graph, selection: Selection(), store: bench.store).plan()
    guard case .hit = plan.items[0].state, case .miss = plan.items[1].state else {
      Issue.record("\(plan.items.map(\.state))")
      return
    }
  }
}
