import Engine
import TaskGraph
import Testing
import Variables

@Suite struct `An assembly` {
  private let circumstances = Circumstances(
    target: Target(provider: "qemu", system: "debian-12"), values: VariableSet([]),
    codeDigests: ["base": "1", "node": "1", "disk": "1", "boot": "1"], toolVersions: [:], surroundings: "1",
    seal: { $0 })

  private func phase(
    _ name: PhaseName, of ground: PhaseDefinition.Ground = .image, leaves result: ResultKind = .layer,
    supplies: [Supply] = []
  ) -> PhaseDefinition {
    let steps = supplies.isEmpty ? [] : [Step<Int>("take", supplies: { _ in supplies }) { _ in }]
    return PhaseDefinition(name, of: ground, leaves: result, steps) { _, _, _ in .record(facts: [:]) }
  }

  private func assemble(_ phases: [PhaseDefinition], skipping skipped: [PhaseName] = []) throws -> Assembly {
    var assembly = Assembly()
    try assembly.add(phases, gates: [], skipping: skipped, in: circumstances) { _ in [] }
    return assembly
  }

  private func supply(_ name: String, _ version: String) -> Supply {
    Supply(name, fields: [KeyField(.parameter, "url", version)], reads: []) { _ in .artifacts(facts: [:]) }
  }

  @Test func `puts a layer on the one before it, whatever is left out between them`() throws {
    let graph = try assemble([phase("base"), phase("node"), phase("disk", leaves: .artifacts)], skipping: ["node"])
      .graph
    #expect(graph.works.map(\.name) == ["base", "disk"])
    #expect(graph.works[1].inputs == [Work.Input("layer", from: graph.works[0].id)])
  }

  @Test func `names the phase that is skipped although another one takes it in`() throws {
    let phases = [phase("base"), phase("disk", leaves: .artifacts), phase("boot", of: .phase("disk"), leaves: .record)]
    let disk = #expect(throws: Failure.self) { try assemble(phases, skipping: ["disk"]) }
    #expect(disk?.message == "boot takes in what disk leaves, which is skipped")
    let base = #expect(throws: Failure.self) { try assemble(phases, skipping: ["base"]) }
    #expect(base?.message == "disk takes in what base leaves, which is skipped")
  }

  @Test func `gives no two works of a target one name`() throws {
    #expect(throws: Failure.self) { try assemble([phase("base", supplies: [supply("base", "1")])]) }
    #expect(throws: Failure.self) {
      try assemble([phase("base", supplies: [supply("runc", "1"), supply("runc", "2")])])
    }
  }

  @Test func `takes in once what two steps need`() throws {
    let graph = try assemble([phase("base", supplies: [supply("runc", "1"), supply("runc", "1")])]).graph
    #expect(graph.works.map(\.needs.count) == [0, 1])
  }
}
