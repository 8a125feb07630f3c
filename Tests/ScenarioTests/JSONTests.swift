import Shell
import SystemPackage
import Testing

/// The names that scripts rely on.
struct JSONTests {
  private struct Targets: Decodable {
    struct Row: Decodable { let target, provider, os, summary: String }
    let targets: [Row]
  }

  private struct Description: Decodable {
    struct Phase: Decodable {
      struct Step: Decodable {
        let name: String
        let reads: [String]
      }
      let phase, takes, leaves: String
      let gate: Bool
      let reads: [String]
      let steps: [Step]
    }
    let target: String
    let phases: [Phase]
  }

  private struct Plan: Decodable {
    struct Reason: Decodable { let kind: String }
    struct Item: Decodable {
      let phase, supply: String?
      let state: String
      let key: String?
      let reason: Reason?
      let targets: [String]
    }
    struct Pipeline: Decodable {
      let target: String
      let phases: [Item]
    }
    let complete: Bool
    let supplies: [Item]
    let targets: [Pipeline]
  }

  private struct Drawing: Decodable {
    struct Vertex: Decodable {
      let id, name, kind: String
      let leaves, state: String?
      let targets: [String]
    }
    struct Edge: Decodable { let from, to, kind, name: String }
    let works: [Vertex]
    let edges: [Edge]
  }

  private struct Variables: Decodable {
    struct Setting: Decodable { let value, origin: String }
    struct Row: Decodable {
      let name, value, origin: String
      let overrode: [Setting]
    }
    let target: String
    let variables: [Row]
  }

  private struct Why: Decodable {
    struct Reason: Decodable { let kind: String }
    struct Row: Decodable {
      let phase: String
      let runs: Bool
      let reason: Reason?
    }
    let target: String
    let phases: [Row]
    let followers: [String]
  }

  private struct Usage: Decodable {
    let folder: String
    let bytes, free_bytes: Int64
  }

  private struct Collection: Decodable { let removed, in_use, bytes: Int }

  @Test func `targets, phases and variables keep their names`() async throws {
    try await withProject { project in
      let targets = try await project.run("list", "--json").decoded(as: Targets.self)
      #expect(
        targets.targets.contains {
          $0.target == "build-qemu-debian-12" && $0.provider == "qemu" && $0.os == "debian-12"
        })

      let description = try await project.run("describe", "qemu-debian-12", "--json").decoded(as: Description.self)
      #expect(description.target == "build-qemu-debian-12")
      #expect(description.phases.first?.phase == "base" && description.phases.last?.phase == "package")
      #expect(description.phases.filter(\.gate).map(\.phase) == ["check", "boot"])

      let words = [
        "vars", "qemu-debian-12", "--json", "--grep", "kubernetes_semver", "--var", "kubernetes_semver=v1.35.0",
      ]
      let variables = try await project.run(words).decoded(as: Variables.self)
      #expect(variables.variables.map(\.name) == ["kubernetes_semver"])
      #expect(variables.variables.first?.value == "v1.35.0")
      #expect(variables.variables.first?.overrode.first?.origin.hasPrefix("vars/defaults/kubernetes.yaml:") == true)
    }
  }

  @Test func `plans and explanations keep their names`() async throws {
    try await withProject { project in
      let plan = try await project.run("plan", "qemu-debian-12", "raw-debian-12", "--json").decoded(as: Plan.self)
      #expect(!plan.complete && plan.targets.map(\.target) == ["build-qemu-debian-12", "build-raw-debian-12"])
      let base = plan.targets.first?.phases.first
      #expect(base?.phase == "base" && base?.state == "miss" && base?.reason?.kind == "never_built")
      #expect(base?.targets == ["build-qemu-debian-12", "build-raw-debian-12"])
      #expect(plan.targets.first?.phases.dropFirst().allSatisfy { $0.state == "follows" } == true)

      let why = try await project.run("why", "qemu-debian-12", "base", "--json").decoded(as: Why.self)
      #expect(why.phases.first?.phase == "base" && why.phases.first?.runs == true)
      #expect(why.followers.contains("package"))
    }
  }

  @Test func `graphs keep their names`() async throws {
    try await withProject { project in
      let words = ["graph", "qemu-debian-12", "raw-debian-12"]
      let drawing = try await project.run(words + ["--format", "json"]).decoded(as: Drawing.self)
      #expect(drawing.works.first?.id == "base" && drawing.works.first?.state == "miss")
      #expect(drawing.works.count { $0.name == "disk" } == 2 && drawing.works.count { $0.name == "kubernetes" } == 1)
      #expect(drawing.edges.contains { $0.from == "base" && $0.to == "setup" && $0.kind == "input" })
      let ids = Set(drawing.works.map(\.id))
      #expect(drawing.edges.allSatisfy { ids.contains($0.from) && ids.contains($0.to) })
      #expect(try await project.run(words + ["--json"]).out == project.run(words + ["--format", "json"]).out)
    }
  }

  @Test(.enabled(if: findProgram("dot") != nil, "graphviz is not on this machine"))
  func `Graphviz draws the graph of all targets`() async throws {
    try await withProject { project in
      let words = ["graph", "qemu-debian-12", "qemu-debian-13", "raw-debian-12", "raw-debian-13"]
      let drawing = try await project.run(words).out
      let result = try await run(Command(["dot", "-Tsvg"], input: Array(drawing.utf8)))
      let boxes = drawing.split(separator: "\n").count { $0.contains("fillcolor=") }
      #expect(result.output.split(separator: "\n").count { $0.contains("class=\"node\"") } == boxes)
    }
  }

  @Test func `the state of the cache keeps its names`() async throws {
    try await withProject { project in
      let usage = try await project.run("cache", "usage", "--json").decoded(as: Usage.self)
      #expect(usage.folder == project.cache.string && usage.bytes == 0 && usage.free_bytes > 0)
      let collection = try await project.run("cache", "gc", "--json").decoded(as: Collection.self)
      #expect(collection.removed == 0 && collection.in_use == 0)
    }
  }
}
