import BuildSites
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Downloaded packages that a disk has damaged.
  @Suite struct PackageDamageTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    @Test(arguments: [("base", "tiny-boot"), ("setup", "tiny-tools")])
    func `a damaged package is fetched anew, and the image is the same`(work: String, package: String) async throws {
      let site = try await bench.site(without: [work])
      let pool = site.cache.appending("packages")
      let file = pool.appending("archives/\(package)_1.0_amd64.deb")
      let whole = try readFile(file)
      var bytes = whole
      for index in (bytes.count / 2)..<bytes.count { bytes[index] ^= 0x55 }
      try writeAtomically(bytes, to: file)
      // Otherwise nobody would read the package itself.
      try removeTree(pool.appending("unpacked"))
      let ran = try await site.build(TinySite.words)
      #expect(ran.output.contains("were damaged and have been removed: \(package)_1.0_amd64.deb"), "\(ran.output)")
      try await expectRight(ran, at: site, built: [work], as: try await bench.undisturbed.value)
      #expect(try readFile(file) == whole)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }
  }
}
