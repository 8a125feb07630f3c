import FoundationEssentials
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

@Suite struct `The builds of a target that are over` {
  private let target = Target(provider: "qemu", system: "debian-12")

  private func store(at root: FilePath) throws -> Store {
    let store = Store(at: root, boot: "now", measurer: measureFile) { try removeTree($0) }
    try store.prepare()
    return store
  }

  private func work(
    _ name: String = "kubernetes", version: String = "1", code: String = "a", supplies: [Work.Input] = []
  ) -> Work {
    Work(
      name: name, role: .phase, result: .layer,
      fields: [
        KeyField(.code, "", code), KeyField(.variable, "kubernetes_semver", version, origin: "vars/user.yaml:1"),
      ], inputs: [], supplies: supplies)
  }

  private func build(
    _ works: Work..., run: String = "r", outcome: Outcome = .built
  ) -> PastBuild {
    PastBuild(
      run: run, started: 1_700_000_000, seconds: 3, outcome: outcome, asked: [],
      works: works.map { (work: $0, outcome: outcome, seconds: 2) })
  }

  private var file: String { "history/builds/qemu-debian-12" }

  @Test func `are told again, the newest first`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      let builds = ["1", "2"].map { build(work(version: $0), run: $0) }
      for build in builds { try await store.remember(build, of: target) }
      #expect(store.pastBuilds(of: target) == builds.reversed())
      #expect(store.pastBuilds(of: Target(provider: "raw", system: "debian-12")) == [])
    }
  }

  @Test func `are no more than 50, and the file stays small`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      for number in 0..<130 { try await store.remember(build(work(), run: "\(number)"), of: target) }
      #expect(store.pastBuilds(of: target).map(\.run) == (80..<130).reversed().map { "\($0)" })
      #expect(try readText(root.appending(file)).split(separator: "\n").count <= 100)
    }
  }

  @Test func `survive damage, but for the lines that are damaged`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      try await store.remember(build(work(), run: "first"), of: target)
      try await store.remember(build(work(), run: "second"), of: target)
      let text = try readText(root.appending(file))
      // As after a power cut: half a line, and bytes of something else.
      try writeAtomically([UInt8](text.utf8.prefix(text.utf8.count - 40)) + [0xff, 0xfe], to: root.appending(file))
      #expect(store.pastBuilds(of: target).map(\.run) == ["first"])
      try await store.remember(build(work(), run: "third"), of: target)
      #expect(store.pastBuilds(of: target).map(\.run) == ["third", "first"])
    }
  }

  @Test func `that ended at the same time are all remembered`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask { try await store.remember(build(work(), run: "\(number)"), of: target) }
        }
        try await group.waitForAll()
      }
      #expect(Set(store.pastBuilds(of: target).map(\.run)).count == 20)
    }
  }

  @Test func `leave out a run that did nothing and depends on nothing else`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      try await store.remember(build(work(), run: "built"), of: target)
      try await store.remember(build(work(), run: "repeated", outcome: .reused), of: target)
      try await store.remember(build(work(version: "2"), run: "another", outcome: .reused), of: target)
      try await store.remember(build(work(version: "2"), run: "failed", outcome: .failed), of: target)
      #expect(store.pastBuilds(of: target).map(\.run) == ["failed", "another", "built"])
    }
  }

  @Test func `differ in a variable once, however many works read it`() {
    let old = build(work("a"), work("b"))
    let new = build(work("a", version: "2"), work("b", version: "2", code: "c"))
    #expect(
      new.changes(since: old) == [
        .init(
          part: nil,
          .changed(
            from: KeyField(.variable, "kubernetes_semver", "1", origin: "vars/user.yaml:1"),
            to: KeyField(.variable, "kubernetes_semver", "2", origin: "vars/user.yaml:1"))),
        .init(part: "b", .changed(from: KeyField(.code, "", "a"), to: KeyField(.code, "", "c"))),
      ])
  }

  @Test func `do not differ by a variable that only a left out phase reads`() {
    let boot = Work(
      name: "boot", role: .phase, result: .record, fields: [KeyField(.variable, "boot_time_limit", "600")], inputs: [])
    #expect(build(work("a")).changes(since: build(work("a"), boot)) == [])
    let other = Work(name: "boot", role: .phase, result: .record, fields: [], inputs: [])
    #expect(build(work("a"), other).changes(since: build(work("a"), boot)).count == 1)
  }

  @Test func `do not differ by what one of them left out, nor by what follows from a supply`() {
    func supply(_ code: String) -> Work {
      Work(name: "binaries", role: .supply, result: .artifacts, fields: [KeyField(.code, "", code)], inputs: [])
    }
    func taking(_ supply: Work) -> Work { work("a", supplies: [.init("binaries", from: supply.id)]) }
    let old = build(taking(supply("1")), supply("1"), work("boot"))
    let new = build(taking(supply("2")), supply("2"))
    #expect(new.changes(since: old).map(\.part) == ["binaries"])
  }
}
