import BuildSites
import Glibc
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Builds whose cache lies on a file system of its own that has no room left.
  @Suite(.serialized) struct FullDiskTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    /// How much room a phase is left, in KiB: less than it takes, and enough to begin with.
    static let room = [
      "base": 20_000, "setup": 300, "node": 4, "containerd": 300, "kubernetes": 400, "provider": 300, "sysprep": 4,
      "check": 0, "disk": 12_000, "package": 8000, "kubelet-binary": 100,
    ]

    @Test(arguments: TinySite.phases + ["kubelet-binary"])
    func `a phase that fills the disk says so, and succeeds once there is room`(work: String) async throws {
      let undisturbed = try await bench.undisturbed.value
      let missing = [work] + (TinySite.phases.contains(work) ? [] : ["kubernetes"])
      try await onSmallDisk(missing) { site in
        let filler = site.cache.appending("filler")
        let free = try Int64(freeSpace(at: site.cache)) - Int64((Self.room[work] ?? 0) * 1024)
        try await shell("fallocate --length \(free) '\(filler)'")
        let ended = try await site.build(TinySite.words)
        #expect(ended.status == 1, "\(ended.output)")
        #expect(ended.works("failed") == [work], "\(ended.output)")
        #expect(ended.output.contains("No space left on device"), "\(ended.output)")
        #expect(ended.output.contains("hint: the file system of the cache at \(site.cache) is full"), "\(ended.output)")
        try await expectNothingRuns(at: site)

        try removeTree(filler)
        let next = try await site.build(TinySite.words)
        try await expectRight(next, at: site, built: missing, as: undisturbed)
        try await expectNothingAbandoned(at: site)
      }
    }

    @Test func `a home that cannot be written is told with a hint before anything is built`() async throws {
      let undisturbed = try await bench.undisturbed.value
      var site = try await bench.site(without: ["node"])
      let script = "mount --bind '\(site.cache)' '\(site.cache)'; mount -o remount,bind,ro '\(site.cache)'; exec \"$@\""
      let starter = site.starter
      site.starter += ["sh", "-euc", script, "sh"]
      let ended = try await site.build(TinySite.words)
      #expect(ended.status == 3, "\(ended.output)")
      #expect(ended.output.contains("error: the cache at \(site.cache) cannot be used: "), "\(ended.output)")
      #expect(ended.output.contains("hint: set IMAGE_BUILDER_CACHE to a folder that you can write to"))
      try await expectNothingRuns(at: site)
      site.starter = starter
      try await expectRight(try await site.build(TinySite.words), at: site, built: ["node"], as: undisturbed)
    }

    /// Gives `body` a site whose cache is a file system in memory, apart from all others.
    private func onSmallDisk(_ missing: [String], _ body: (Site) async throws -> Void) async throws {
      let site = try await bench.site(without: missing)
      let full = site.folder.appending("full")
      try await shell(
        """
        mv '\(site.cache)' '\(full)'
        mkdir '\(site.cache)'
        mount -t tmpfs -o size=400m,mode=755 image-builder-test '\(site.cache)'
        cp -a --sparse=always '\(full)/.' '\(site.cache)'
        rm -r '\(full)'
        """)
      let result: Result<Void, any Error>
      do { result = .success(try await body(site)) } catch { result = .failure(error) }
      try await shell("umount --lazy '\(site.cache)'")
      try result.get()
    }
  }
}
