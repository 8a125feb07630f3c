import Engine
import StepCache
import Synchronization
import SystemPackage
import TaskGraph
import Testing

@Suite struct `A build that goes wrong` {
  private let bench = Bench()
  private let target = Target(provider: "qemu", system: "debian-12")

  /// An assembly of one phase.
  private func one(_ name: String, _ body: @escaping Body, deliver: @escaping Delivery.Body = { _ in [] }) -> Assembly {
    var assembly = Assembly()
    let id = assembly.add(name, role: .phase, result: .artifacts, fields: [], body: body)
    assembly.add(
      Pipeline(target: target, phases: [Pipeline.Phase(PhaseName(rawValue: name), work: id)], gates: []),
      deliver: deliver)
    return assembly
  }

  @Test func `by an interruption is cancelled, and leaves neither drafts nor a failure`() async throws {
    let assembly = one("slow") { context in
      _ = try context.makeScratch()
      try await Task.sleep(for: .seconds(60))
      return .artifacts(facts: [:])
    }
    let run = Task { [bench] in try await bench.run(assembly) }
    while bench.drafts().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    run.cancel()
    let summary = try await run.value
    #expect(summary.count(.cancelled) == 1 && summary.count(.failed) == 0)
    #expect(bench.outcomes(of: "slow") == [.cancelled])
    #expect(bench.failures().isEmpty)
    #expect(bench.drafts() == [])
    #expect((try? listFolder(bench.folder.path.appending("store/history/logs/\(target.name)"))) == nil)
  }

  @Test func `that was interrupted before it began runs nothing`() async throws {
    let assembly = one("quick", bench.leaving("q", as: "quick"))
    let run = Task { [bench] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await bench.run(assembly)
    }
    #expect(try await run.value.count(.cancelled) == 1)
    #expect(bench.takeRan() == [])
  }

  @Test func `because a step gave up by itself has failed, and was not interrupted`() async throws {
    let summary = try await bench.run(one("odd") { _ in throw CancellationError() })
    #expect(summary.count(.failed) == 1 && summary.count(.cancelled) == 0)
    #expect(bench.failures().map(\.message) == ["it gave up, though nobody interrupted it"])
  }

  @Test func `while its image is handed over counts as what it was`() async throws {
    let failed = try await bench.run(one("p", bench.leaving("p", as: "p")) { _ in throw Failure("no room") })
    #expect(failed.count(.failed) == 1)
    let delivering = Mutex(false)
    let run = Task { [bench] in
      try await bench.run(
        one("p", bench.leaving("p", as: "p")) { _ in
          delivering.withLock { $0 = true }
          try await Task.sleep(for: .seconds(60))
          return []
        })
    }
    while !delivering.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
    run.cancel()
    let cancelled = try await run.value
    #expect(cancelled.count(.cancelled) == 1 && cancelled.count(.failed) == 0)
  }

  @Test func `hands nothing over when a check failed, although the package is there`() async throws {
    let delivered = Mutex(0)
    var assembly = Assembly()
    let disk = assembly.add("disk", role: .phase, result: .artifacts, fields: [], body: bench.leaving("d", as: "disk"))
    let boot = assembly.add("boot", role: .phase, result: .record, fields: [], inputs: [Work.Input("disk", from: disk)])
    {
      _ in throw Failure("2 of 9 checks failed")
    }
    let package = assembly.add(
      "package", role: .phase, result: .artifacts, fields: [], inputs: [Work.Input("disk", from: disk)],
      body: bench.leaving("p", as: "package"))
    let phases = [Pipeline.Phase("disk", work: disk), .init("boot", work: boot), .init("package", work: package)]
    assembly.add(Pipeline(target: target, phases: phases, gates: ["boot"])) { _ in
      delivered.withLock { $0 += 1 }
      return []
    }
    let summary = try await bench.run(assembly) { $0.keepGoing = true }
    #expect(bench.takeRan() == ["disk", "package"])
    #expect(summary.count(.failed) == 1)
    #expect(delivered.withLock { $0 } == 0)
  }

  @Test func `keeps its log until the phase is done, for every target that shares it`() async throws {
    let other = Target(provider: "raw", system: "debian-12")
    func assembly(broken: Bool) -> Assembly {
      var assembly = Assembly()
      let id = assembly.add("base", role: .phase, result: .artifacts, fields: []) { [bench] context in
        context.reporter.output("unpacking")
        if broken { throw Failure("no room") }
        return try await bench.leaving("b", as: "base")(context)
      }
      for target in [target, other] {
        assembly.add(Pipeline(target: target, phases: [Pipeline.Phase("base", work: id)], gates: [])) { _ in [] }
      }
      return assembly
    }
    try await bench.run(assembly(broken: true))
    for target in [target, other] {
      let log = try readText(bench.store.failureLog(of: "base", for: target))
      #expect(log == "unpacking\nerror: no room\n")
    }
    try await bench.run(assembly(broken: false))
    for target in [target, other] {
      #expect((try? readText(bench.store.failureLog(of: "base", for: target))) == nil)
    }
  }

  @Test func `because of a damaged result warns, and makes it anew`() async throws {
    let assembly = one("disk", bench.leaving("d", as: "disk"))
    try await bench.run(assembly)
    let result = try #require(try listFolder(bench.folder.path.appending("store/results")).first)
    try writeFile("x", to: bench.folder.path.appending("store/results/\(result)/files/file"))
    try await bench.run(assembly)
    #expect(bench.takeRan() == ["disk", "disk"])
    #expect(bench.warnings().count == 1)
    #expect(bench.warnings().first?.contains("was changed") == true)
  }
}
