import BuildSites
import StepCache
import SystemPackage
import Testing

extension TinyTests {
  /// Images of several providers in one call.
  @Suite struct SharingTests {
    private let bench: TinyBench

    init() throws { bench = try #require(TinyBench.current) }

    @Test func `eighteen providers' images share every phase before the provider's, each of which is built once`()
      async throws
    {
      let providers = [
        "ami", "azure", "digitalocean", "gce", "hcloud", "huaweicloud", "maas", "nutanix", "oci", "openstack",
        "outscale", "ova", "powervs", "proxmox", "qemu", "raw", "scaleway", "vultr",
      ]
      // With a cache of its own, as it counts what is built.
      let site = try await Site(
        bench.site.program, in: bench.site.folder.appending("sharing"), variables: bench.site.variables)
      let ran = try await site.build(providers.map { "build-\($0)-debian-12" } + ["UNTIL=provider"])
      #expect(ran.status == 0, "\(ran.output)")
      for phase in ["base", "setup", "node", "containerd", "kubernetes"] {
        #expect(ran.count("built", phase) == 1 && ran.count("reused", phase) == 0, "\(phase): \(ran.output)")
      }
      // Some do the same to an image, and share that, too.
      let made = ran.events.filter { $0.event == "finished" && $0.outcome == "built" && $0.work == "provider" }
      #expect(Set(made.flatMap(\.targets)).count == providers.count && made.count > 12, "\(made.map(\.targets))")
    }
  }
}
