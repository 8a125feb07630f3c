import FoundationEssentials
import Testing

@testable import Tasks

/// What an image's bills of materials say.
@Suite struct BillTests {
  private func bill(sha256: String = String(repeating: "ab", count: 32)) -> BillOfMaterials {
    BillOfMaterials(
      name: "qemu-debian-12-kube-v1.20.2", file: "qemu-debian-12-kube-v1.20.2.qcow2", version: "v1.20.2",
      sha256: sha256, created: 1_767_225_600, system: "debian-12",
      packages: ["libstdc++6=12.2.0-14+deb12u1", "kubernetes-cni=1.2.0", "zlib1g=1:1.2.13.dfsg-1"],
      downloads: [
        .init(name: "kubelet-binary", url: "https://example.com/kubelet", sha256: "1"),
        .init(name: "runc-binary", url: "https://example.com/runc", sha256: "2"),
      ],
      compiled: ["version": "v1.20.2", "kubeadm": "3", "source": "kubernetes=1.20.5+really1.20.2-1"])
  }

  @Test func `packages are named by package URLs, whose signs are escaped`() {
    #expect(
      bill().components.compactMap(\.packageURL) == [
        "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?distro=debian-12",
        "pkg:deb/kubernetes/kubernetes-cni@1.2.0?distro=debian-12",
        "pkg:deb/debian/zlib1g@1%3A1.2.13.dfsg-1?distro=debian-12",
        "pkg:deb/debian/kubernetes@1.20.5%2Breally1.20.2-1?arch=source&distro=debian-12",
      ])
  }

  @Test func `downloads have their address and checksum, compiled commands their digest`() {
    let named = Dictionary(uniqueKeysWithValues: bill().components.map { ($0.name, $0) })
    #expect(named["kubelet"]?.url == "https://example.com/kubelet" && named["kubelet"]?.version == "v1.20.2")
    #expect(named["runc"]?.sha256 == "2" && named["runc"]?.version == nil)
    #expect(named["kubeadm"]?.sha256 == "3" && named["kubeadm"]?.version == "v1.20.2")
  }

  @Test func `nothing comes from a clock or from chance`() throws {
    for texts in try [
      [canonicalJSON(SPDX(bill())), canonicalJSON(SPDX(bill()))],
      [canonicalJSON(CycloneDX(bill())), canonicalJSON(CycloneDX(bill()))],
    ] {
      #expect(texts[0] == texts[1])
      #expect(texts[0].contains("2026-01-01T00:00:00Z"))
      #expect(texts[0].contains("urn:uuid:abababab-abab-8bab-8bab-abababababab"))
    }
    #expect(bill().uuid != bill(sha256: String(repeating: "cd", count: 32)).uuid)
  }

  @Test func `every component has an identifier of its own, of the signs that SPDX allows`() {
    let identifiers = bill().components.map(\.identifier)
    #expect(Set(identifiers).count == identifiers.count)
    #expect(identifiers.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9.-]+/) != nil })
  }
}
