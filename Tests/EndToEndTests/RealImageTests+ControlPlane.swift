import BuildSites
import FoundationEssentials
import Glibc
import StepCache
import Storage
import SystemPackage
import Testing

/// What nothing but a cluster proves.
extension RealImages.RealImageTests {
  @Test(.makesRoom) func `a node of the image becomes a control plane by the orders of Cluster API, and is ready`()
    async throws
  {
    struct Finding: Decodable {
      let name: String
      let passed: Bool
      let detail: String
    }
    let first = try await bench.mainJob.value
    // A worker besides takes twice the time: that is for who changes something about it.
    let check = getenv("BOOT_CHECK").map { String(cString: $0) } ?? "kubeadm"
    let words = ["build-qemu-debian-12", "UNTIL=boot", "boot_firmwares=seabios", "boot_check=\(check)"]
    let proof = Program.checkout.appending("vars/examples/kubeadm-proof.yaml")
    let ran = try await site.build(words, variables: [proof])
    #expect(ran.status == 0, "\(ran.output)")
    for phase in ["base", "setup", "node", "containerd"] {
      #expect(ran.count("reused", phase) == 1 && ran.key(of: phase) == first.key(of: phase), "\(phase)")
    }
    #expect(ran.count("built", "kubernetes-images") == 1 && ran.count("built", "kubernetes-binaries") == 0)
    let report = try site.entry(ran.key(of: "boot")).facts["report"] ?? ""
    let findings = try JSONDecoder().decode([Finding].self, from: Data(report.utf8))
    #expect(findings.filter { !$0.passed }.map { $0.name } == [])
    let ready = try #require(findings.first { $0.name == "seabios: the node is ready" })
    #expect(ready.detail.contains(" Ready ") && ready.detail.contains(" v1.20.2 "), "\(ready.detail)")
    let names = findings.map { $0.name }
    for name in ["worker is ready", "pod runs on the worker", "control plane reaches the worker's kubelet"] {
      #expect(names.contains { $0.hasSuffix(name) } == (check == "cluster"), "\(name)")
    }
    #expect(names.contains("seabios, worker: kubeadm join comes to its end") == (check == "cluster"))

    let again = try await site.build(words, variables: [proof])
    #expect(again.status == 0 && again.works("built") == [], "\(again.output)")
    #expect(try await Leftovers(of: site).find() == [])
  }
}
