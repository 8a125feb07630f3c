import StepCache
import Synchronization
import TaskGraph
import Testing

@testable import Engine

@Suite struct FreshnessTests {
  private let bench = Bench()

  /// A pipeline whose phases took packages from archives in these states.
  private func assembly(
    _ phases: [(name: String, archives: [String: String])], targets: [String] = ["qemu"]
  ) -> Assembly {
    var assembly = Assembly()
    for provider in targets {
      var before: Work.ID?
      var placed: [Pipeline.Phase] = []
      for phase in phases {
        let facts = phase.archives.isEmpty ? [:] : [ArchiveStates.fact: ArchiveStates(phase.archives).text]
        let inputs = before.map { [Work.Input("below", from: $0)] } ?? []
        let id = assembly.add(phase.name, role: .phase, result: .record, fields: [], inputs: inputs) { _ in
          .record(facts: facts)
        }
        placed.append(Pipeline.Phase(PhaseName(rawValue: phase.name), work: id))
        before = id
      }
      let target = Target(provider: provider, system: "debian-12")
      assembly.add(Pipeline(target: target, phases: placed, gates: [])) { _ in [] }
    }
    return assembly
  }

  private func mixed() -> [[MixedArchive]] {
    bench.events.withLock { $0.compactMap { if case .mixedArchives(let archives) = $0.what { archives } else { nil } } }
  }

  private func old() -> [OldPackages] {
    bench.events.withLock { $0.compactMap { if case .oldPackages(let old) = $0.what { old } else { nil } } }
  }

  @Test func `phases of different states of an archive are told once, also where all are reused`() async throws {
    let phases = [
      ("base", ["a": "1", "b": "7"]), ("setup", ["a": "2", "b": "7"]), ("node", [:]), ("kubernetes", ["a": "1"]),
    ]
    let expected = MixedArchive(
      archive: "a",
      seen: [.init(state: "1", phases: ["base", "kubernetes"]), .init(state: "2", phases: ["setup"])])
    try await bench.run(assembly(phases, targets: ["qemu", "raw"]))
    #expect(mixed() == [[expected]])
    try await bench.run(assembly(phases, targets: ["qemu", "raw"]))
    #expect(mixed() == [[expected], [expected]])
  }

  @Test func `phases of the same state are not told, nor those of different archives`() async throws {
    try await bench.run(assembly([("base", ["a": "1"]), ("setup", ["a": "1", "b": "2"]), ("node", [:])]))
    #expect(mixed() == [])
  }

  @Test func `packages that were chosen longer ago than is wanted are told`() async throws {
    var young = assembly([("base", ["a": "1"])])
    let target = Target(provider: "qemu", system: "debian-12")
    young.limitPackageAge(of: target, to: 3600)
    try await bench.run(young)
    #expect(old() == [])
    var aged = young
    // What was chosen in the future is older than that.
    aged.limitPackageAge(of: target, to: -3600)
    try await bench.run(aged)
    #expect(old().map(\.phase) == ["base"])
  }

  @Test func `the oldest packages are those that count`() {
    let phases = [(name: "base", resolved: Int64(500)), (name: "setup", resolved: 100), (name: "node", resolved: 900)]
    #expect(OldPackages.oldest(of: phases, limit: 900, now: 1000) == nil)
    #expect(
      OldPackages.oldest(of: phases, limit: 899, now: 1000) == OldPackages(phase: "setup", age: 900, limit: 899))
    #expect(OldPackages.oldest(of: phases, limit: nil, now: 1000) == nil)
    #expect(OldPackages.oldest(of: [], limit: 0, now: 1000) == nil)
  }

  @Test func `a record gives the states back that were put into it`() {
    let states = ArchiveStates(["host/debian/dists/a b": "12ab", "host/other": "34cd"])
    #expect(states.text == "12ab host/debian/dists/a b\n34cd host/other")
    #expect(ArchiveStates(in: [ArchiveStates.fact: states.text]) == states)
    #expect(ArchiveStates(in: [:]).states.isEmpty)
  }
}
