import Digests
import Engine
import StepCache
import Synchronization
import SystemPackage
import TaskGraph
import Testing
import Variables

@Suite final class `A step that fails`: Sendable {
  private let bench = Bench()
  private let target = Target(provider: "qemu", system: "debian-12")
  private let asked = Mutex<[String]>([])

  /// A phase with a layer, whose one step fails as often as `failures` says.
  private func assembly(failures: Int) throws -> Assembly {
    let left = Mutex(failures)
    let steps = [
      Step<String>("leave something") { folder in try writeFile("half", to: FilePath(folder).appending("half")) },
      Step<String>("fail at first") { _ in
        try left.withLock { left in
          left -= 1
          if left >= 0 { throw Failure("it broke with hush-hush", command: "false hush-hush") }
        }
      },
    ]
    let phase = PhaseDefinition("base", of: .image, leaves: .layer, steps) { context, _, run in
      #expect((try? listFolder(context.tree)) == nil, "an earlier try is still there")
      try makeFolder(context.tree)
      try await run(context.tree.string)
      return .layer(changes: contentDigest(of: "half"), bytes: 4, facts: [:])
    }
    let circumstances = Circumstances(
      target: target, values: VariableSet([]), codeDigests: ["base": "1"], toolVersions: [:], surroundings: "1",
      seal: { $0 })
    var assembly = Assembly()
    try assembly.add([phase], gates: [], skipping: [], in: circumstances) { _ in [] }
    return assembly
  }

  private func run(failures: Int, answer: Trouble.Remedy?) async throws -> Summary {
    try await bench.run(try assembly(failures: failures)) { options in
      guard let answer else { return }
      options.asking = { [self] trouble in
        let half = (trouble.subject as? String).flatMap { try? readText(FilePath($0).appending("half")) }
        asked.withLock { $0.append("\(trouble.work): \(trouble.step): \(trouble.failure.message): \(half ?? "")") }
        return answer
      }
    }
  }

  @Test func `is asked about while its tree is as it left it, and done again from the beginning`() async throws {
    let summary = try await run(failures: 2, answer: .again)
    #expect(summary.succeeded)
    #expect(asked.withLock { $0 } == Array(repeating: "base: fail at first: it broke with ***: half", count: 2))
    #expect(bench.outcomes(of: "base") == [.built])
    #expect(bench.drafts() == [])
    #expect(bench.store.failedTree(of: target) == nil)
  }

  @Test func `fails its phase where nobody wants it done again, or nobody is asked`() async throws {
    #expect(try await run(failures: 9, answer: .giveUp).succeeded == false)
    #expect(asked.withLock { $0.count } == 1)
    #expect(try await run(failures: 9, answer: nil).succeeded == false)
    #expect(bench.outcomes(of: "base") == [.failed, .failed])
    #expect(bench.failures().first?.step == "fail at first")
  }

  @Test func `leaves its tree for whoever looks, one a target, until the phase is built`() async throws {
    _ = try await run(failures: 9, answer: nil)
    let first = try #require(bench.store.failedTree(of: target))
    #expect(first.work == "base" && first.step == "fail at first" && first.command == "false ***")
    let place = bench.store.root.appending(first.folder)
    #expect(try readText(place.appending("tree/half")) == "half")

    _ = try await run(failures: 9, answer: nil)
    let second = try #require(bench.store.failedTree(of: target))
    #expect(second.folder != first.folder)
    #expect(try listFolder(bench.store.root.appending("failed")).count == 2)

    #expect(try await run(failures: 0, answer: nil).succeeded)
    #expect(bench.store.failedTree(of: target) == nil)
    #expect(try listFolder(bench.store.root.appending("failed")) == [])
    #expect(bench.drafts() == [])
  }

  @Test func `leaves its tree as long as somebody looks, and a collection takes it afterwards`() async throws {
    _ = try await run(failures: 9, answer: nil)
    let tree = try #require(bench.store.failedTree(of: target))
    let looking = bench.store
    #expect(looking.layers(of: tree) == [FilePath(tree.folder).appending("tree")])
    let kept = try await bench.store.collect(maximumBytes: 0, maximumAge: nil)
    #expect(kept.inUse == 1 && kept.failedTrees == 0)
    #expect(bench.store.failedTree(of: target) == tree)
    #expect(try readText(looking.root.appending(tree.folder).appending("tree/half")) == "half")
    looking.releaseAll()
    let unlimited = try await bench.store.collect(maximumBytes: nil, maximumAge: nil)
    #expect(unlimited.failedTrees == 0)
    let collected = try await bench.store.collect(maximumBytes: 0, maximumAge: nil)
    #expect(collected.failedTrees == 1 && collected.bytes > 0)
    #expect(bench.store.failedTree(of: target) == nil)
    #expect(try listFolder(looking.root.appending("failed")) == [])
  }
}
