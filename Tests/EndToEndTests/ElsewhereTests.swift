import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

extension RealImages {
  /// Someone else, somewhere else.
  @Suite(.serialized) struct ElsewhereTests {
    private let bench: Bench

    init() throws {
      bench = try #require(Bench.current)
    }

    @Test func `an ordinary user's build that is killed leaves nothing, and the next ones go on there`() async throws {
      let elsewhere = try await bench.elsewhere.value
      #expect(elsewhere.killed.wasKilled, "\(elsewhere.killed.output)")
      #expect(elsewhere.killed.works("built") == ["base"])
      #expect(elsewhere.leftovers == [])
      #expect(elsewhere.qemu.works("reused").first == "base" || elsewhere.raw.works("reused").first == "base")
      #expect(try listDirectory(elsewhere.site.cache.appending("drafts")) == [])
    }

    @Test func `of two builds at once each builds what the other does not`() async throws {
      let elsewhere = try await bench.elsewhere.value
      #expect(elsewhere.qemu.status == 0, "\(elsewhere.qemu.output)")
      #expect(elsewhere.raw.status == 0, "\(elsewhere.raw.output)")
      let built = elsewhere.qemu.keys("built") + elsewhere.raw.keys("built")
      #expect(Set(built).count == built.count, "something was built twice")
      for phase in ["setup", "node", "containerd", "kubernetes", "kubernetes-binaries", "go-toolchain"] {
        #expect(elsewhere.qemu.count("built", phase) + elsewhere.raw.count("built", phase) == 1, "\(phase)")
        #expect(elsewhere.qemu.count("reused", phase) + elsewhere.raw.count("reused", phase) == 1, "\(phase)")
      }
      #expect(
        elsewhere.qemu.events.contains { $0.event == "waiting" }
          || elsewhere.raw.events.contains { $0.event == "waiting" })
    }

    @Test func `an ordinary user's image from an empty cache is the same to the last byte as root's`() async throws {
      let first = try await bench.mainJob.value
      let elsewhere = try await bench.elsewhere.value
      for work in RealImages.layers + ["kubernetes-binaries", "disk", "package"] {
        let here = try bench.site.entry(first.key(of: work))
        let there = try elsewhere.site.entry(elsewhere.qemu.key(of: work))
        #expect(there.digest == here.digest, "\(work)")
        #expect(elsewhere.qemu.key(of: work) == first.key(of: work), "\(work)")
      }
      let manifest = try elsewhere.site.manifest(RealImages.image)
      #expect(!manifest.proven, "it was not booted")
      #expect(try manifest.files.map(\.sha256) == bench.site.manifest(RealImages.image).files.map(\.sha256))
      let images = [bench.site, elsewhere.site].map { $0.output(RealImages.image).string }
      let same = try await bench.site.ask("diff", images[0], images[1])
      #expect(same.status == 0, "\(same.output)")
    }
  }
}
