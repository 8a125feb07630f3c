import BuildSites
import Testing

extension FaultTests {
  /// Builds whose mirror has a bad day.
  @Suite struct MirrorTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    /// What a mirror does, and what the program says of it.
    struct Day: Sendable, CustomTestStringConvertible {
      let name: String
      let pattern: String
      let fault: String
      let work: String
      let said: [String]
      var testDescription: String { "\(fault) for \(pattern)" }
    }

    static let days = [
      Day(
        name: "no-lists", pattern: "Packages", fault: "404", work: "base",
        said: ["does not have", "hint: check debian_mirror"]),
      Day(
        name: "busy", pattern: "tiny-boot", fault: "503", work: "base",
        said: ["with HTTP status 503", "hint: the mirror is being updated or in trouble"]),
      Day(
        name: "no-package", pattern: "tiny-tools", fault: "404", work: "setup",
        said: ["does not have", "hint: check debian_mirror"]),
      Day(
        name: "other-package", pattern: "tiny-boot", fault: "lie", work: "base",
        said: ["is not what the archive's lists say", "hint: "]),
      Day(
        name: "other-binary", pattern: "kubelet$", fault: "lie", work: "kubelet-binary",
        said: ["/kubelet is not the expected file", "hint: the publisher has replaced it"]),
      Day(
        name: "no-binary", pattern: "kubectl$", fault: "404", work: "kubectl-binary",
        said: ["HTTP status 404", "hint: check the version"]),
    ]

    @Test(arguments: days) func `a mirror that fails is blamed, with a hint, and serves the next run`(
      day: Day
    ) async throws {
      try bench.mirror.fail(day.name, day.pattern, day.fault)
      let site = try await bench.site(day.name, mirror: day.name)
      let ended = try await site.build(TinySite.words)
      #expect(ended.status == 1, "\(ended.output)")
      #expect(ended.works("failed") == [day.work], "\(ended.output)")
      #expect(ended.output.contains("error: \(day.work): "), "\(ended.output)")
      for words in day.said { #expect(ended.output.contains(words), "no \(words) in:\n\(ended.output)") }
      try await expectNothingRuns(at: site)

      try bench.mirror.mend(day.name)
      let next = try await site.build(TinySite.words)
      #expect(next.status == 0, "\(next.output)")
      #expect(
        Set(next.works("built")).isDisjoint(with: ended.works("built")), "something was built twice: \(next.output)")
      try await expectNothingAbandoned(at: site)
    }

    @Test func `a mirror is all that a build needs where every public host is out of reach`() async throws {
      let closed = try await bench.site("closed", closed: true)
      let ran = try await closed.build(TinySite.words)
      #expect(ran.status == 0, "\(ran.output)")
      #expect(Set(TinySite.supplies).isSubset(of: ran.works("built")), "\(ran.output)")
      try await expectNothingRuns(at: closed)
      try await expectNothingAbandoned(at: closed)
    }

    @Test(arguments: [("503", 2), ("cut", 3), ("stall", 1), ("redirect", 1), ("slow", 1)])
    func `a mirror that recovers is all that a build needs`(fault: String, times: Int) async throws {
      let name = "recovers-\(fault)"
      for pattern in ["kubelet$", "kubeadm.sha256$", "tiny-tools", "tiny-boot", "Packages.gz"] {
        try bench.mirror.fail(name, pattern, fault, times: times)
      }
      let site = try await bench.site(name, mirror: name)
      let ran = try await site.build(TinySite.words)
      #expect(ran.status == 0, "\(ran.output)")
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }
  }
}
