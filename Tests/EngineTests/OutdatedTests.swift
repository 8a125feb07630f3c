import StepCache
import Synchronization
import TaskGraph
import Testing

@testable import Engine

/// Builds of works whose packages the archives have in other versions.
@Suite struct OutdatedTests {
  private let bench = Bench()
  private let target = Target(provider: "qemu", system: "debian-12")
  private let newer = [PackageChange("openssl", from: "3.0.15", to: "3.0.16")]

  /// `base > kubernetes > disk`, where `kubernetes` takes in `binaries`, which stands on `toolchain`.
  private func assembly() -> Assembly {
    var assembly = Assembly()
    let toolchain = Supply("toolchain", fields: [], reads: [], body: bench.leaving("t", as: "toolchain"))
    let binaries = Supply(
      "binaries", fields: [], reads: [], supplies: [toolchain], body: bench.leaving("b", as: "binaries"))
    var before: Work.ID?
    var placed: [Pipeline.Phase] = []
    for name in ["base", "kubernetes", "disk"] {
      let inputs = before.map { [Work.Input("below", from: $0)] } ?? []
      let id = assembly.add(
        name, role: .phase, result: .artifacts, fields: [], inputs: inputs,
        supplies: name == "kubernetes" ? [binaries] : [], body: bench.leaving(name, as: name))
      placed.append(Pipeline.Phase(PhaseName(rawValue: name), work: id))
      before = id
    }
    assembly.add(Pipeline(target: target, phases: placed, gates: [])) { _ in [] }
    return assembly
  }

  private func id(_ name: String, _ assembly: Assembly) throws -> Work.ID {
    try #require(assembly.graph.works.first { $0.name == name }).id
  }

  @Test func `a phase with outdated packages runs for that reason, and what follows only if its result changed`()
    async throws
  {
    let assembly = assembly()
    try await bench.run(assembly)
    _ = bench.takeRan()
    let changes = [try id("base", assembly): newer]
    try await bench.run(assembly) { $0.changes = changes }
    #expect(bench.takeRan() == ["base"])
    let reasons = bench.events.withLock { events in
      events.compactMap { if case .started(let reason) = $0.what { reason } else { nil } }
    }
    #expect(reasons.last == .outdated(newer))
  }

  @Test func `a supply with outdated packages is made again for the phase that takes it in`() async throws {
    let assembly = assembly()
    try await bench.run(assembly)
    _ = bench.takeRan()
    let changes = [try id("toolchain", assembly): newer]
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: bench.store, changes: changes)
    let plan = planner.plan()
    for name in ["toolchain", "binaries", "kubernetes"] {
      let item = try #require(plan[id(name, assembly)])
      if case .hit = item.state { Issue.record("\(name) would be reused") }
    }
    try await bench.run(assembly) { $0.changes = changes }
    #expect(bench.takeRan() == ["toolchain", "binaries", "kubernetes"])
  }

  @Test func `what the cache has is known by works, and what it lacks by name`() async throws {
    let assembly = assembly()
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: bench.store)
    #expect(planner.kept().works.isEmpty)
    #expect(planner.kept().missing == ["base", "kubernetes", "disk"])
    try await bench.run(assembly) { $0.selection.until = "base" }
    #expect(planner.kept().works.map(\.work.name) == ["base"])
    #expect(planner.kept().missing == ["kubernetes", "disk"])
    try await bench.run(assembly)
    #expect(planner.kept().works.count == 5 && planner.kept().missing.isEmpty)
  }

  @Test func `packages that are found to be current are as young as that finding`() async throws {
    let assembly = assembly()
    try await bench.run(assembly)
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: bench.store)
    let kept = try #require(planner.kept().works.first)
    #expect(kept.entry.confirmed == nil && kept.resolved == kept.entry.built)
    planner.confirm(kept)
    let confirmed = try #require(planner.kept().works.first)
    #expect(try #require(confirmed.entry.confirmed) >= kept.entry.built)
    // It is a note, and no other result.
    #expect(confirmed.entry.result == kept.entry.result)
    try await bench.run(assembly)
    #expect(bench.outcomes(of: "base") == [.built, .reused])
  }
}
