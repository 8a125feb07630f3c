import Engine
import TaskGraph
import Testing

@testable import Tasks

/// Where downloads come from, and how it is known what they must be.
@Suite struct SupplyTests {
  @Test func `the defaults take containerd and crictl from their releases, and Kubernetes from its package repository`()
    throws
  {
    let containerd =
      "https://github.com/containerd/containerd/releases/download/v2.3.2/containerd-2.3.2-linux-amd64.tar.gz"
    let runc = "https://github.com/opencontainers/runc/releases/download/v1.4.3"
    let crictl =
      "https://github.com/kubernetes-sigs/cri-tools/releases/download/v1.36.0/crictl-v1.36.0-linux-amd64.tar.gz"
    #expect(
      try downloads(Setting("")) == [
        "containerd-archive": "\(containerd), as \(containerd).sha256sum says",
        "containerd-unit":
          "https://raw.githubusercontent.com/containerd/containerd/refs/tags/v2.3.2/containerd.service, as it was first",
        "crictl-archive": "\(crictl), as \(crictl).sha256 says",
        "kubernetes-repository-key": "https://pkgs.k8s.io/core:/stable:/v1.36/deb/Release.key, as it was first",
        "runc-binary": "\(runc)/runc.amd64, as \(runc)/runc.sha256sum says",
      ])
  }

  @Test func `release binaries come with the checksums that are published beside them`() throws {
    let found = try downloads(
      Setting("", "kubernetes_source_type=http", "kubernetes_cni_source_type=http", "kubernetes_semver=v1.35.2"))
    for command in ["kubeadm", "kubectl", "kubelet"] {
      let url = "https://dl.k8s.io/release/v1.35.2/bin/linux/amd64/\(command)"
      #expect(found["\(command)-binary"] == "\(url), as \(url).sha256 says")
    }
    let plugins =
      "https://github.com/containernetworking/plugins/releases/download/v1.2.0/cni-plugins-linux-amd64-v1.2.0.tgz"
    #expect(found["cni-archive"] == "\(plugins), as \(plugins).sha256 says")
    #expect(found["kubernetes-repository-key"] == nil)
  }

  @Test func `CNI plugins from the package repository bring its key where Kubernetes does not`() throws {
    let found = try downloads(Setting("", "kubernetes_source_type=source"))
    #expect(found["kubernetes-repository-key"] != nil)
  }

  @Test func `Debian's archive alone needs no download`() throws {
    let works = try Setting("", files: [archiveExample]).assembly(of: qemuDebian12).graph.works
    #expect(works.filter { $0.role == .supply }.map(\.name).sorted() == ["go-toolchain", "kubernetes-binaries"])
    #expect(try downloads(Setting("", files: [archiveExample])).isEmpty)
  }

  @Test func `a source archive has the checksum that is set, or is remembered`() throws {
    let source = ["kubernetes_source_type=source", "kubernetes_source_url=https://example.invalid/k.tar.gz"]
    var setting = Setting("")
    setting.assignments = source
    #expect(try downloads(setting)["kubernetes-source"] == "https://example.invalid/k.tar.gz, as it was first")
    let digits = String(repeating: "0a", count: 32)
    setting.assignments.append("kubernetes_source_checksum=\(digits)")
    #expect(try downloads(setting)["kubernetes-source"] == "https://example.invalid/k.tar.gz, sha256 \(digits)")
  }

  /// `URL, CHECKSUM` of every download by name.
  private func downloads(_ setting: Setting) throws -> [String: String] {
    var found: [String: String] = [:]
    for work in try setting.assembly(of: qemuDebian12).graph.works where work.role == .supply {
      let parameters = Dictionary(
        work.fields.filter { $0.kind == .parameter }.map { ($0.name, $0.value) }
      ) { first, _ in first }
      guard let url = parameters["url"], let checksum = parameters["checksum"] else { continue }
      found[work.name] = "\(url), \(checksum)"
    }
    return found
  }
}
