import BuildSites
import Glibc
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Builds in places that few have thought of.
  @Suite(.serialized) struct PathTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    /// Everything that a shell, a list of mounts or an overlay's option gives a meaning to, and letters of elsewhere.
    static let odd = "Ünï cödé 図 \"q\" a,b:c;d=e\\f $HOME `x` & (y) [z] *? #1"

    @Test func `a folder with an odd name is a folder like any other`() async throws {
      try await expectImage(in: Self.odd)
    }

    @Test func `a folder far down is a folder like any other`() async throws {
      // The longest path that Linux takes has 4095 bytes, and what a layer holds comes after it.
      try await expectImage(in: Array(repeating: String(repeating: "d", count: 99), count: 20).joined(separator: "/"))
    }

    @Test func `a home on another file system than the output is a home`() async throws {
      let undisturbed = try await bench.undisturbed.value
      var site = try await bench.site("home")
      let home = site.folder.appending("home")
      try await shell(
        """
        mkdir '\(home)'
        mount -t tmpfs -o size=600m,mode=755 image-builder-test '\(home)'
        mkdir -p '\(home)/.cache/image-builder'
        rmdir '\(site.cache)'
        ln -s '\(home)/.cache/image-builder' '\(site.cache)'
        """)
      site.surroundings = ["HOME": home.string, "IMAGE_BUILDER_CACHE": "", "XDG_CACHE_HOME": ""]
      let result: Result<Ran, any Error>
      do { result = .success(try await site.build(TinySite.words)) } catch { result = .failure(error) }
      let checked: Result<Void, any Error>
      do {
        try await expectRight(
          try result.get(), at: site, built: TinySite.phases + TinySite.supplies, as: undisturbed)
        checked = .success(())
      } catch { checked = .failure(error) }
      try await shell("umount --lazy '\(home)'")
      try checked.get()
    }

    private func expectImage(in place: String) async throws {
      let undisturbed = try await bench.undisturbed.value
      let site = try await bench.site(place)
      let more = site.folder.appending("möre vars.yaml")
      try writeAtomically("extra_debs: []\n", to: more)
      let ran = try await site.build(TinySite.words + ["--var-file", more.string])
      try await expectRight(ran, at: site, built: TinySite.phases + TinySite.supplies, as: undisturbed)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
      let log = try await site.ask(["log", "qemu-debian-12", "setup"])
      #expect(log.status == 0 && log.output.contains("tiny-tools"), "\(log.output)")
      let cleaned = try await site.build(["clean-qemu-debian-12"])
      #expect(cleaned.status == 0 && !fileExists(site.output(TinySite.image)), "\(cleaned.output)")
    }
  }
}
