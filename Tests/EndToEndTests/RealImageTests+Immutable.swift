import BuildSites
import FoundationEssentials
import StepCache
import Storage
import SystemPackage
import Testing

/// A root that is never written to, on another release of Debian: what a boot shows of either it shows of both.
extension RealImages.RealImageTests {
  @Test(.makesRoom) func `Debian 13 runs the same Kubernetes, and can be written to only where it should be`()
    async throws
  {
    struct Finding: Decodable {
      let name: String
      let passed: Bool
    }
    let first = try await bench.mainJob.value
    let goal = "build-qemu-debian-13-immutable"
    let ran = try await site.build(goal, "boot_firmwares=ovmf")
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.key(of: "kubernetes-binaries", for: goal) == first.key(of: "kubernetes-binaries"))
    #expect(ran.count("reused", "kubernetes-binaries") == 1)
    let manifest = try site.manifest("qemu-debian-13-immutable-kube-v1.20.2")
    #expect(manifest.proven)
    #expect(manifest.packages.contains { $0.hasPrefix("containerd=1.7.") })

    let report = try site.entry(ran.key(of: "boot", for: goal)).facts["report"] ?? ""
    let findings = try JSONDecoder().decode([Finding].self, from: Data(report.utf8))
    #expect(findings.filter { !$0.passed }.map(\.name) == [])
    for name in [
      "nothing can be written to /usr", "/etc can be written to", "/var/lib is on the data partition",
      "/tmp is in memory", "nothing else can be written to", "the data partition grew to the disk", "no unit failed",
    ] { #expect(findings.contains { $0.name == "ovmf: \(name)" }, "not checked: \(name)") }
  }
}
