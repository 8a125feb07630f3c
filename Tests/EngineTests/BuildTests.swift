import Engine
import FoundationEssentials
import Synchronization
import SystemPackage
import TaskGraph
import Testing
import Variables

@testable import StepCache

@Suite struct `A build` {
  private let bench = Bench()
  private let phases = [("base", "1", "b"), ("node", "1", "n"), ("disk", "1", "d")]

  private func assembly(_ change: (inout [(String, String, String)]) -> Void = { _ in }) -> Assembly {
    var phases = phases
    change(&phases)
    var assembly = Assembly()
    bench.chain(phases.map { (name: $0.0, version: $0.1, leaves: $0.2) }, into: &assembly)
    return assembly
  }

  @Test func `runs every phase once, in order`() async throws {
    let summary = try await bench.run(assembly())
    #expect(bench.takeRan() == ["base", "node", "disk"])
    #expect(summary.count(.built) == 3)
  }

  @Test func `that was done before skips every phase`() async throws {
    try await bench.run(assembly())
    _ = bench.takeRan()
    let summary = try await bench.run(assembly())
    #expect(bench.takeRan() == [])
    #expect(summary.count(.reused) == 3)
  }

  @Test func `with a changed variable reruns that phase and what follows, and nothing before`() async throws {
    try await bench.run(assembly())
    _ = bench.takeRan()
    try await bench.run(assembly { $0[1] = ("node", "2", "another n") })
    #expect(bench.takeRan() == ["node", "disk"])
  }

  @Test func `cuts off where a rerun phase left the same`() async throws {
    try await bench.run(assembly())
    _ = bench.takeRan()
    try await bench.run(assembly { $0[0] = ("base", "2", "b") })
    #expect(bench.takeRan() == ["base"])
  }

  @Test func `of one phase by name reruns it, and what follows only if its result changed`() async throws {
    try await bench.run(assembly())
    _ = bench.takeRan()
    try await bench.run(assembly()) { $0.selection.phase = "node" }
    #expect(bench.takeRan() == ["node"])
  }

  @Test func `from a phase on reruns all of them`() async throws {
    try await bench.run(assembly())
    _ = bench.takeRan()
    try await bench.run(assembly()) { $0.selection.from = "node" }
    #expect(bench.takeRan() == ["node", "disk"])
  }

  @Test func `that failed resumes at the phase that failed`() async throws {
    var broken = Assembly()
    bench.chain(phases.map { (name: $0.0, version: $0.1, leaves: $0.2) }, into: &broken, failing: ["node"])
    let summary = try await bench.run(broken)
    #expect(summary.succeeded == false)
    #expect(bench.outcomes(of: "node") == [.failed])
    #expect(bench.outcomes(of: "disk") == [.skipped])
    #expect(bench.takeRan() == ["base"])
    try await bench.run(assembly())
    #expect(bench.takeRan() == ["node", "disk"])
  }

  @Test func `of two targets runs the phases that they share once`() async throws {
    var both = Assembly()
    for (provider, format) in [("qemu", "qcow2"), ("raw", "raw")] {
      bench.chain(
        [("base", "1", "b"), ("package", format, format)], target: Target(provider: provider, system: "debian-12"),
        into: &both)
    }
    try await bench.run(both) { $0.jobs = 4 }
    #expect(bench.takeRan().sorted() == ["base", "package", "package"])
  }

  @Test func `goes on with other targets only when told to`() async throws {
    func targets() -> Assembly {
      var assembly = Assembly()
      bench.chain(
        [("broken", "1", "b")], target: Target(provider: "raw", system: "debian-12"), into: &assembly,
        failing: ["broken"])
      bench.chain([("sound", "1", "s"), ("sounder", "1", "t")], into: &assembly)
      return assembly
    }
    try await bench.run(targets())
    #expect(bench.takeRan() == [])
    try await bench.run(targets()) { $0.keepGoing = true }
    #expect(bench.takeRan() == ["sound", "sounder"])
  }

  @Test func `is remembered with what changed, what was asked and how it ended, unless nothing happened`() async throws
  {
    let target = Target(provider: "qemu", system: "debian-12")
    try await bench.run(assembly())
    try await bench.run(assembly())
    try await bench.run(assembly()) { $0.selection.until = "base" }
    try await bench.run(assembly { $0[1] = ("node", "2", "another n") })
    try await bench.run(assembly()) { $0.selection.phase = "node" }
    var broken = Assembly()
    bench.chain([("base", "1", "b"), ("node", "3", "n"), ("disk", "1", "d")], into: &broken, failing: ["node"])
    try await bench.run(broken)

    let builds = bench.store.pastBuilds(of: target)
    #expect(builds.map(\.outcome) == [.failed, .built, .built, .built])
    #expect(builds.map(\.asked) == [[], ["PHASE=node"], [], []])
    #expect(builds[2].changes(since: builds[3]).map(\.difference.field.name) == ["version of node"])
    #expect(builds[0].parts.map(\.outcome) == [.reused, .failed, .skipped])
    #expect(builds[0].run == bench.events.withLock { $0.last?.run })
  }

  @Test func `tells no secret`() async throws {
    var assembly = Assembly()
    let id = assembly.add("loud", role: .phase, result: .record, fields: []) { context in
      context.reporter.step("log in as hush-hush")
      context.reporter.output("the password is hush-hush")
      throw Failure("cannot log in with hush-hush", lines: ["hush-hush"])
    }
    let target = Target(provider: "qemu", system: "debian-12")
    assembly.add(Pipeline(target: target, phases: [Pipeline.Phase("loud", work: id)], gates: [])) { _ in [] }
    try await bench.run(assembly)
    let told = bench.events.withLock { $0.map { "\($0.what)" }.joined() }
    #expect(told.contains("***"))
    #expect(!told.contains("hush-hush"))
    let log = try readText(bench.store.failureLog(of: "loud", for: target))
    #expect(log.contains("***") && !log.contains("hush-hush"))
  }

  @Test func `notes which set secrets its phases could read, for all that is made from what they leave`() async throws {
    let variables = VariableSet([
      variable("password", .secret(SecretValue("hush-hush")), .content),
      variable("token", .secret(SecretValue("hush")), .credential),
      variable("unset", .secret(SecretValue("")), .credential), variable("open", .string("open"), nil),
    ])
    let circumstances = Circumstances(
      target: Target(provider: "qemu", system: "debian-12"), values: variables,
      codeDigests: ["base": "1", "node": "1", "disk": "1", "boot": "1"], toolVersions: [:], surroundings: "1",
      seal: { "sealed \($0.count)" })
    func phase(_ name: PhaseName, of ground: PhaseName?, reads: [VariableName], supplies: [Supply] = [])
      -> PhaseDefinition
    {
      let steps = supplies.isEmpty ? [] : [Step<Int>("take", supplies: { _ in supplies }) { _ in }]
      return PhaseDefinition(
        name, of: ground.map { .phase($0) } ?? .image, leaves: ground == nil ? .layer : .record, steps, reads: reads
      ) { context, _, _ in
        guard ground == nil else { return .record(facts: ["of": name.rawValue]) }
        try makeFolder(context.tree)
        return .layer(changes: context.key.hash, bytes: 0, facts: [:])
      }
    }
    let supply = Supply("download", result: .record, fields: [], reads: ["token"]) { _ in .record(facts: [:]) }
    var assembly = Assembly()
    try assembly.add(
      [
        phase("base", of: nil, reads: ["open", "unset"]),
        phase("node", of: "base", reads: ["open"], supplies: [supply]),
        phase("disk", of: "base", reads: ["password", "token"]), phase("boot", of: "disk", reads: ["unset"]),
      ], gates: [], skipping: [], in: circumstances
    ) { _ in [] }
    try await bench.run(assembly)
    let entries = try bench.store.records().map(\.entry)
    let secrets = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.secrets) })
    #expect(secrets["base"] == [:])
    #expect(secrets["download"] == ["download": ["token"]] && secrets["node"] == ["download": ["token"]])
    #expect(secrets["disk"] == ["disk": ["password", "token"]] && secrets["boot"] == secrets["disk"])
  }

  private func variable(_ name: VariableName, _ value: Value, _ secrecy: Secrecy?) -> ResolvedVariable {
    ResolvedVariable(name: name, value: value, origin: .commandLine("VARS"), secrecy: secrecy)
  }

  @Test func `keeps the store small, and what it used itself`() async throws {
    try await bench.run(assembly())
    for path in try bench.store.recordPaths() {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path.string)
    }
    bench.maximumBytes.withLock { $0 = 1 }
    try await bench.run(assembly { $0[2] = ("disk", "2", "another d") })
    #expect(bench.collection.withLock { $0?.removed } == 1)
    _ = bench.takeRan()
    try await bench.run(assembly { $0[2] = ("disk", "2", "another d") })
    #expect(bench.takeRan() == [])
    #expect(bench.collection.withLock { $0?.removed } == nil, "nothing came in since")
    try await bench.run(assembly())
    #expect(bench.takeRan() == ["disk"])
  }

  @Test func `builds a key once however many builds want it at the same time`() async throws {
    var assembly = Assembly()
    let id = assembly.add("slow", role: .phase, result: .artifacts, fields: []) { [bench] context in
      try await Task.sleep(for: .milliseconds(100))
      return try await bench.leaving("s", as: "slow")(context)
    }
    assembly.add(
      Pipeline(
        target: Target(provider: "qemu", system: "debian-12"), phases: [Pipeline.Phase("slow", work: id)], gates: [])
    ) { _ in [] }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 { group.addTask { [assembly] in try await bench.run(assembly) } }
      try await group.waitForAll()
    }
    #expect(bench.takeRan() == ["slow"])
  }
}
