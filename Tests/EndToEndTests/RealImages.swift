import BuildSites
import Glibc
import Testing

/// Real images. What is made elsewhere, in a cache of its own, is made while the others boot.
@Suite(
  .enabled(if: geteuid() == 0, "these tests make a user of their own"), .onBench, .timeLimit(.minutes(30)))
struct RealImages {
  /// The phases that leave layers.
  static let layers = ["base", "setup", "node", "containerd", "kubernetes", "provider", "sysprep"]
  /// The name of the main job's image.
  static let image = "qemu-debian-12-kube-v1.20.2"

  /// Images that are made, broken, made again and booted. They share a cache, so that what one test built the next one
  /// reuses; each asks for what it needs, so that any of them can be run alone.
  @Suite(.serialized) struct RealImageTests {
    let bench: Bench
    var site: Site { bench.site }
    var image: String { RealImages.image }

    init() throws {
      bench = try #require(Bench.current)
    }
  }
}
