import Engine
import ImageTree
import SystemPackage
import TaskGraph
import Testing
import Variables

@testable import Tasks

/// Variables that steps read are those that they declare.
@Suite struct ReadTests {
  @Test func `every step reads what it declares in some setting, and in no setting anything else`() async throws {
    var seen: Set<String> = []
    var known: [[Target]: [Circumstances]] = [:]
    for (phase, steps) in stepsByPhase {
      let targets = Setting.targets(of: phase)
      let all = try known[targets] ?? Setting.all.flatMap { try targets.map($0.circumstances) }
      known[targets] = all
      // Providers share most of their steps.
      for step in steps where seen.insert(step.name).inserted {
        var used: Set<VariableName> = []
        for circumstances in all where applies(step, in: circumstances) {
          used.formUnion(try await record(step, in: circumstances).reads)
          for name in step.reads where !used.contains(name) {
            if try supplies(of: step, in: circumstances) != supplies(of: step, in: circumstances.changing(name)) {
              used.insert(name)
            }
          }
        }
        #expect(Set(step.reads).subtracting(used).isEmpty, "\(step.name) of \(phase) declares more than it reads")
      }
    }
  }

  @Test func `a phase that is one piece of work reads what it declares, in its folder`() throws {
    let constants = Dictionary(uniqueKeysWithValues: try SourceText.variableNames().map { ($1, $0) })
    for phase in Catalog.phases(of: qemuDebian12) where phase.steps.isEmpty {
      let code = try SourceText.all(in: "tasks/\(phase.name)").map(\.text).joined()
      // Those that say one thing are read together.
      let things = [
        ("ImmutableSystem", ImmutableSystem.variables), ("RootFileSystem", RootFileSystem.variables),
      ]
      let together = things.filter { code.contains("\($0.0)(values)") }.flatMap(\.1)
      for name in phase.reads where !imageReads.contains(name) && !together.contains(name) {
        let constant = try #require(constants[name.rawValue])
        #expect(code.contains("(.\(constant))"), "\(phase.name) declares \(name)")
      }
    }
  }

  @Test func `every variable that code names is declared, and every declared one is read or part of another one`()
    throws
  {
    let schema = try Schema(readingFrom: project.appending("vars"))
    let named = try SourceText.variableNames()
    #expect(named.values.filter { schema[VariableName(rawValue: $0)] == nil }.sorted() == [])

    let code = try SourceText.all(in: "tasks").filter { !$0.path.hasSuffix("VariableNames.swift") }.map(\.text)
    let read = named.filter { constant, _ in
      let ways = ["string", "boolean", "integer", "bytes", "duration", "list", "map", "records", "secret"].map {
        "\($0)(.\(constant))"
      }
      return code.contains { text in
        ways.contains { text.contains($0) } || text.contains("variable(.\(constant),")
          || text.contains("isSet(.\(constant))")
          || text.contains("values[.\(constant)]") || text.contains("(.\(constant), \"")
          || proxyReads.contains(VariableName(rawValue: named[constant] ?? ""))
      }
    }
    #expect(Set(named.keys).subtracting(read.keys).sorted() == [], "named in code, but never read")

    let files = try SourceText.all(in: "vars", suffix: ".yaml").map(\.text)
    // What is about a run and not about an image is read by the program itself.
    let program = try SourceText.all(in: "Sources/ImageBuilder").map(\.text)
    let idle = Set(schema.declarations.values.filter { $0.idleUntil != nil }.map(\.name.rawValue))
    #expect(idle.intersection(read.values).sorted() == [], "has an effect, and is declared to have none")
    let unused = schema.declarations.keys.map(\.rawValue).filter { name in
      // What only the users' own roles ask for.
      guard !idle.contains(name), name != "packer_builder_type" else { return false }
      return !read.values.contains(name) && !program.contains { $0.contains("[\"\(name)\"]") }
        && !files.contains { $0.contains("{{ \(name) ") }
    }
    #expect(unused.sorted() == [], "declared without effect")
  }

  private func supplies(of step: Step<Image>, in circumstances: Circumstances) throws -> [[KeyField]] {
    func fields(_ supplies: [Supply]) -> [[KeyField]] { supplies.flatMap { [$0.fields] + fields($0.supplies) } }
    return fields(try step.supplies(circumstances))
  }
}

extension Circumstances {
  /// The same with another value of a variable.
  fileprivate func changing(_ name: VariableName) -> Circumstances {
    let changed = values.names.compactMap { values[$0] }.map { variable in
      var variable = variable
      if variable.name == name, case .string(let text) = variable.value { variable.value = .string(text + "9") }
      return variable
    }
    return Circumstances(
      target: target, values: VariableSet(changed), codeDigests: codeDigests, toolVersions: toolVersions,
      surroundings: surroundings, seal: { $0 })
  }
}
