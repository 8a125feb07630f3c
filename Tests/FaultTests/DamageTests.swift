import BuildSites
import FoundationEssentials
import Glibc
import StepCache
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Builds whose cache is not what it was when they left it.
  ///
  /// What is damaged is random, but the same in every run of these tests; `FAULT_SEED` is a number to begin elsewhere.
  @Suite struct DamageTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    private static let first = getenv("FAULT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
    static let seeds = first..<first + 4

    /// What `cache verify --json` prints, as far as these tests look at it.
    private struct Found: Decodable {
      let sound: Int
      let damaged: [Damage]
      let removed: Int
    }

    @Test(.serialized, arguments: seeds)
    func `whatever is damaged is named by cache verify, and made again once that removed it`(seed: UInt64) async throws
    {
      let undisturbed = try await bench.undisturbed.value
      let site = try await bench.site(without: [])
      let harms = try await harms(8, of: undisturbed, at: site, for: .verification, seed)

      let named = try await site.ask("cache", "verify")
      #expect(named.status == 3, "\(named.output)")
      for harm in harms {
        let line = named.output.split(separator: "\n").first { $0.contains(harm.key.prefix(12)) }
        #expect(line?.contains(harm.fault) == true, "\(harm): \(named.output)")
      }
      let removing = try await site.ask("cache", "verify", "--remove", "--json")
      #expect(removing.status == 3, "\(removing.output)")
      let found = try JSONDecoder().decode(Found.self, from: Data(removing.output.utf8))
      let all = TinySite.phases.count + TinySite.supplies.count
      #expect(Set(found.damaged.map(\.key)) == Set(harms.map(\.key)), "\(harms): \(found)")
      #expect(found.removed == harms.count && found.sound == all - harms.count, "\(harms): \(found)")

      try await expectRight(
        try await site.build(TinySite.words), at: site, built: works(toBuildAfter: harms), as: undisturbed)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }

    @Test(.serialized, arguments: seeds)
    func `what a build looks at is named by it where it is damaged, and made again`(seed: UInt64) async throws {
      let undisturbed = try await bench.undisturbed.value
      let site = try await bench.site(without: [])
      let harms = try await harms(5, of: undisturbed, at: site, for: .build, seed)

      let ran = try await site.build(TinySite.words + ["-v"])
      try await expectRight(ran, at: site, built: works(toBuildAfter: harms), as: undisturbed)
      for harm in harms where works(toBuildAfter: harms).contains(harm.work) {
        let warning = "its result in the cache cannot be used, so that it is made anew: \(harm.fault)"
        #expect(ran.output.contains(warning), "\(harm): \(ran.output)")
      }
      try await expectRight(try await site.build(TinySite.words), at: site, built: [], as: undisturbed)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }

    @Test(.serialized, arguments: Harm.allCases)
    func `packages are not taken from the pool as they are where they are damaged there`(harm: Harm) async throws {
      let undisturbed = try await bench.undisturbed.value
      let site = try await bench.site(without: ["setup", "containerd"])
      var random = SeededGenerator(seed: Self.first)
      let pool = site.cache.appending("packages")
      let kept = try listDirectory(pool.appending("unpacked")).map { pool.appending("unpacked").appending($0) }
      for file in kept { try harm.happen(to: file, &random) }
      let ran = try await site.build(TinySite.words)
      try await expectRight(ran, at: site, built: ["setup", "containerd"], as: undisturbed)
      let log = try await site.ask("log", "qemu-debian-12", "setup")
      let words = "image-builder: what is kept of tiny-tools_1.0_amd64.deb is damaged, and decompressed anew"
      #expect(log.output.contains(words) == (harm != .gone), "\(log.output)")

      // apt looks at the size of what it has, and dpkg at checksums inside.
      for file in try listDirectory(pool.appending("unpacked")) {
        try removeTree(pool.appending("unpacked").appending(file))
      }
      try harm.happen(to: pool.appending("archives/tiny-tools_1.0_amd64.deb"), &random)
      var next = try await site.build(TinySite.words + ["PHASE=setup"])
      if next.status != 0 {
        #expect(next.status == 1 && next.works("failed") == ["setup"], "\(next.output)")
        #expect(
          next.output.contains("tiny-tools_1.0_amd64.deb cannot be read, and is downloaded anew"), "\(next.output)")
        next = try await site.build(TinySite.words + ["PHASE=setup"])
      }
      try await expectRight(next, at: site, built: ["setup"], as: undisturbed)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }

    private func harms(
      _ count: Int, of undisturbed: Undisturbed, at site: Site, for onlooker: CacheHarm.Onlooker, _ seed: UInt64
    ) async throws -> [CacheHarm] {
      var random = SeededGenerator(seed: seed)
      var harms: [CacheHarm] = []
      for work in (TinySite.phases + TinySite.supplies).shuffled(using: &random).prefix(count) {
        harms.append(try await CacheHarm(work, of: undisturbed, at: site, for: onlooker, &random))
      }
      return harms
    }

    /// What a build makes anew; downloads are looked at only where their taker, or what it stands on, is made.
    private func works(toBuildAfter harms: [CacheHarm]) -> [String] {
      let works = harms.map(\.work)
      let areDownloadsUsed = !Set(works).isDisjoint(with: TinySite.phases.prefix(5))
      return works.filter { TinySite.phases.contains($0) || areDownloadsUsed }
    }
  }
}
