import FoundationEssentials
import StepCache
import TaskGraph
import Testing
import Variables

@testable import Engine

@Suite struct `What an image says of its build` {
  private let target = Target(provider: "qemu", system: "debian-12")

  private func graph(
    version: String = "v1", password: String = "hush", timeLimit: String = "60", before: Bool = false
  ) throws -> Graph {
    func variable(_ name: VariableName, _ value: Value, secrecy: Secrecy? = nil) -> ResolvedVariable {
      ResolvedVariable(name: name, value: value, origin: .commandLine("VARS"), secrecy: secrecy)
    }
    let circumstances = Circumstances(
      target: target,
      values: VariableSet([
        variable("version", .string(version)), variable("time_limit", .string(timeLimit)),
        variable("password", .secret(SecretValue(password)), secrecy: .content),
      ]),
      codeDigests: ["base": "1", "boot": "1", "package": "1"], toolVersions: [:], surroundings: "1",
      seal: { "sealed-\($0)" })
    @Sendable func supply(_ name: String) -> Supply {
      Supply(name, fields: [KeyField(.parameter, "url", "https://me:word@example.com/\(name)")], reads: []) { _ in
        .artifacts(facts: [:])
      }
    }
    let step = Step<Int>(
      "install", reads: ["version", "password"], supplies: { _ in [supply("b"), supply("a")] }
    ) { _ in }
    let phases = [
      PhaseDefinition("base", of: .image, leaves: .layer, [step]) { _, _, _ in .record(facts: [:]) },
      PhaseDefinition("boot", of: .image, leaves: .record, [Step<Int>("boot", reads: ["time_limit"]) { _ in }]) {
        _, _, _ in .record(facts: [:])
      },
      PhaseDefinition("package", of: .phase("base"), leaves: .artifacts, reads: []) { _, _, description in
        .artifacts(facts: ["told": description])
      },
    ]
    var assembly = Assembly()
    if before {
      let other = Step<Int>("other", supplies: { _ in [supply("a"), supply("b")] }) { _ in }
      try assembly.add(
        [PhaseDefinition("base", of: .image, leaves: .layer, [other]) { _, _, _ in .record(facts: [:]) }], gates: [],
        skipping: [], in: circumstances
      ) { _ in [] }
    }
    try assembly.add(phases, gates: ["boot"], skipping: [], in: circumstances) { _ in [] }
    return assembly.graph
  }

  private func description(_ graph: Graph) throws -> BuildDescription {
    let shaping = graph.ancestors(of: [try #require(base(graph)).id])
    let works = graph.works.filter { shaping.contains($0.id) }
    return BuildDescription(of: target, works: works) { $0.name == "password" }
  }

  private func base(_ graph: Graph) -> Work? { graph.works.last { $0.name == "base" } }

  private func told(_ graph: Graph) throws -> String? {
    try #require(graph.works.last).fields.first { $0.kind == .description }?.value
  }

  @Test func `is in the key of the phase that writes it, and changes with what shaped the image`() throws {
    let first = try told(try graph())
    #expect(first != nil)
    #expect(try told(try graph()) == first)
    #expect(try told(try graph(version: "v2")) != first)
    #expect(try #require(try graph().works.first { $0.name == "boot" }).fields.allSatisfy { $0.kind != .description })
  }

  @Test func `depends on no secret and on no check`() throws {
    let first = try told(try graph())
    #expect(try told(try graph(password: "other")) == first)
    #expect(try told(try graph(timeLimit: "90")) == first)
  }

  @Test func `is the same whatever was asked for in the same run`() throws {
    #expect(try told(try graph(before: true)) == told(try graph()))
  }

  @Test func `holds variables and phases, but no secret, no password and no place`() throws {
    let described = try description(try graph())
    #expect(described.target == "build-qemu-debian-12")
    #expect(described.parts.map(\.name) == ["a", "b", "base"])
    #expect(described.variables == ["version": "v1"])
    #expect(described.phases.keys.sorted() == ["base"])
    let text = try canonicalText(of: described)
    for word in ["hush", "sealed", "me:word", "origin", "command line"] { #expect(!text.contains(word), "\(word)") }
    #expect(text.contains("https://example.com/a"))
  }
}
