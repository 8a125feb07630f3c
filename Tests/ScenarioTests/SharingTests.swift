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

    @Test func `three versions of Kubernetes for two providers share every phase before kubernetes`() async throws {
      let packages = try bench.write(
        """
        kubernetes_source_type: pkg
        kubernetes_cni_source_type: pkg
        kubernetes_cni_deb_version: 1.2.0-2.1
        kubernetes_deb_repo: \(bench.kubernetesRepository)
        kubernetes_deb_gpg_key: \(bench.kubernetesRepository)Release.key

        """, to: "versions.yaml")
      let site = try await Site(
        bench.site.program, in: bench.site.folder.appending("versions"), variables: bench.site.variables)
      var runs: [Ran] = []
      for version in ["v1.30.0", "v1.30.1", "v1.30.2"] {
        let words = ["build-qemu-debian-12", "build-raw-debian-12", "UNTIL=provider", "kubernetes_semver=\(version)"]
        runs.append(try await site.build(words, variables: [packages]))
        #expect(runs.last?.status == 0, "\(runs.last?.output ?? "")")
      }
      for phase in ["base", "setup", "node", "containerd"] {
        #expect(runs.map { $0.count("built", phase) } == [1, 0, 0], "\(phase)")
        #expect(runs.map { $0.count("reused", phase) } == [0, 1, 1], "\(phase)")
      }
      #expect(runs.map { $0.count("built", "kubernetes") } == [1, 1, 1])
      #expect(runs.map { $0.count("built", "provider") } == [2, 2, 2])
    }
  }
}
