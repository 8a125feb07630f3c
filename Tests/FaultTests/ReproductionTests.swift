import BuildSites
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Builds that are made once more without the cache, and compared.
  @Suite struct ReproductionTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    @Test func `an image that comes out the same is said to`() async throws {
      let site = try await bench.site(without: [])
      let checked = try await check(site)
      #expect(checked.ran.status == 0, "\(checked.ran.output)")
      let line = checked.ran.output.split(separator: "\n").first {
        $0.contains("comes out the same to the last byte: ")
      }
      let named = line.map { $0.split(separator: ": ")[1].split(separator: ", ").map(String.init) } ?? []
      #expect(named.sorted() == (Self.compared + TinySite.supplies).sorted(), "\(checked.ran.output)")
      // Otherwise the cache would have been compared with itself.
      #expect(checked.built.sorted() == named.sorted(), "\(checked.ran.output)")
      try await expectNothingLeft(of: checked, at: site)
    }

    @Test func `a phase that comes out otherwise is named with its files, apart from those that follow it`()
      async throws
    {
      var site = try await bench.site(without: [])
      let chance = site.folder.appending("chance.yaml")
      try writeAtomically("provider_packages: [tiny-agent, tiny-chance]\n", to: chance)
      site.variables.append(chance)
      let checked = try await check(site)
      #expect(checked.ran.status == 1, "\(checked.ran.output)")
      let report = checked.ran.output.split(separator: "\n").drop { !$0.contains("does not come out the same") }
      let words = report.map { $0.split(separator: " ").map(String.init) }
      #expect(words.filter { $0.first == "differs" } == [["differs", "provider"]], "\(checked.ran.output)")
      #expect(
        words.filter { $0.first == "follows" } == [
          ["follows", "sysprep", "provider"], ["follows", "disk", "sysprep"], ["follows", "package", "disk"],
        ], "\(checked.ran.output)")
      let files = words.drop { $0 != ["files"] }.dropFirst().compactMap { $0.first { $0.hasPrefix("/") } }
      // The disk's identifiers follow from what is on it, and stand in the first two.
      #expect(
        files == ["/boot/grub/grub.cfg", "/etc/fstab", "/usr/share/tiny-chance/number"], "\(checked.ran.output)")
      try await expectNothingLeft(of: checked, at: site)
    }

    /// What is compared: all but what only proves an image.
    private static let compared = TinySite.phases.filter { $0 != "check" }

    private func check(_ site: Site) async throws -> (ran: Ran, built: [String]) {
      let events = site.folder.appending("events")
      let files = site.variables.flatMap { ["--var-file", $0.string] }
      let ran = try await site.ask(
        ["build", "--check", TinySite.words[0], "--events", events.string] + files)
      let built = try EventLine.all(in: events).filter { $0.outcome == "built" }.compactMap(\.work)
      return (ran, built)
    }

    /// Expects that nothing but the cache remembers a comparison.
    private func expectNothingLeft(of checked: (ran: Ran, built: [String]), at site: Site) async throws {
      #expect(!fileExists(site.folder.appending("output")), "\(checked.ran.output)")
      #expect(try listDirectory(site.folder).filter { $0.hasPrefix("cache") } == ["cache"])
      try await expectNothingAbandoned(at: site)
      try await expectNothingRuns(at: site)
    }
  }
}
