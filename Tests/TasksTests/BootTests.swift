import Engine
import ImageQEMU
import SystemPackage
import TaskGraph
import Testing

@testable import Tasks

/// What a booted copy is told to become.
@Suite struct BootTests {
  @Test(arguments: [
    ("v1.20.2", "v1beta2", "  timeoutForControlPlane: 1200s"),
    ("v1.22.0", "v1beta3", "  timeoutForControlPlane: 1200s"),
    ("v1.30.9", "v1beta3", "  timeoutForControlPlane: 1200s"),
    ("v1.31.0", "v1beta4", "  kubeletHealthCheck: 1200s"),
    ("v1.36.1", "v1beta4", "  controlPlaneComponentHealthCheck: 1200s"),
  ])
  func `kubeadm is told in the newest form that its version reads`(version: String, form: String, limit: String) throws
  {
    let orders = try #require(try controlPlane("kubernetes_semver=\(version)")).orders.userData
    let lines = orders.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0 == "    apiVersion: kubeadm.k8s.io/\(form)" }.count == 2, "\(orders)")
    #expect(lines.contains("    \(limit)"), "\(orders)")
    #expect(lines.contains("    kubernetesVersion: \(version)"), "\(orders)")
    #expect(lines.filter { $0 == "    ---" }.count == 1, "\(orders)")
  }

  @Test func `of what released images and crictl bring nothing is left out`() throws {
    let orders = try #require(try controlPlane()).orders.userData
    #expect(orders.hasPrefix("## template: jinja\n#cloud-config\n"))
    #expect(orders.contains("'kubeadm init --config /run/kubeadm/kubeadm.yaml && echo success"), "\(orders)")
  }

  @Test func `what Debian's archive does not have is left out, and nothing else`() throws {
    let files = [archiveExample, project.appending("vars/examples/kubeadm-proof.yaml")]
    let proof = Setting("", files: files)
    let orders = try #require(try Cluster.machines(proof.circumstances(of: qemuDebian12)).first).orders.userData
    #expect(orders.contains(" --skip-phases=preflight,addon/coredns && echo"), "\(orders)")
    let works = try proof.assembly(of: qemuDebian12).graph.works.filter { $0.role == .supply }.map(\.name)
    #expect(works.sorted() == ["go-toolchain", "kubernetes-binaries", "kubernetes-images"])
  }

  @Test(arguments: [
    (["kubernetes_images_source_type=none"], "needs the images of a control plane"),
    (["kubernetes_source_type=http", "kubernetes_cni_source_type=http"], "kubernetes_load_additional_imgs is false"),
    (
      ["kubernetes_semver=v1.14.0", "kubernetes_source_type=source", "kubernetes_cni_source_type=distribution"],
      "no configuration is known"
    ),
  ])
  func `what cannot become a control plane is an error before anything is built`(
    assignments: [String], message: String
  ) throws {
    var setting = Setting("", "boot_check=kubeadm")
    setting.assignments += assignments
    let error = #expect(throws: Failure.self) { try setting.assembly(of: qemuDebian12) }
    #expect(error?.message.contains(message) == true && error?.hint != nil, "\(String(describing: error))")
    setting.assignments.append("boot_check=ordinary")
    #expect(throws: Never.self) { try setting.assembly(of: qemuDebian12) }
  }

  @Test(arguments: [
    ("v1.20.2", "v1beta2", "      timeout: 1200s"), ("v1.30.9", "v1beta3", "      timeout: 1200s"),
    ("v1.31.0", "v1beta4", "      discovery: 1200s"),
  ])
  func `a worker joins by the address and the token that its control plane was given`(
    version: String, form: String, limit: String
  ) throws {
    let nodes = try machines("boot_check=cluster", "kubernetes_semver=\(version)")
    #expect(nodes.map(\.orders.name) == ["control-plane", "worker"])
    let lines = nodes.map { $0.orders.userData.split(separator: "\n").map { $0.drop { $0 == " " } } }
    func value(_ name: String, of node: Int) -> Substring? {
      lines[node].first { $0.hasPrefix("\(name): ") }?.dropFirst(name.count + 2)
    }
    #expect(value("- token", of: 0) != nil && value("- token", of: 0) == value("token", of: 1))
    let endpoint = value("controlPlaneEndpoint", of: 0)
    #expect(endpoint != nil && endpoint == value("apiServerEndpoint", of: 1))
    let address = endpoint?.prefix { $0 != ":" } ?? ""
    #expect(lines[0].contains { $0.hasPrefix("- 'ip address add \(address)/24 ") })
    #expect(nodes[1].orders.userData.contains("apiVersion: kubeadm.k8s.io/\(form)\n    kind: JoinConfiguration\n"))
    #expect(nodes[1].orders.userData.contains("\n    \(limit.dropFirst(4))\n"), "\(nodes[1].orders.userData)")
    let name = form == "v1beta4" ? "value" : "node-ip"
    #expect([0, 1].map { value(name, of: $0) } == ["10.0.3.2", "10.0.3.3"], "\(nodes.map(\.orders.userData))")
    #expect(
      nodes[1].orders.userData.contains("'kubeadm join --config /run/kubeadm/kubeadm-join-config.yaml && echo success"))
  }

  @Test func `a control plane gets the same orders whether or not a worker comes`() throws {
    let alone = try machines("boot_check=kubeadm")
    let joined = try machines("boot_check=cluster")
    #expect(alone.count == 1 && joined.count == 2)
    #expect(alone[0].orders.userData == joined[0].orders.userData)
    #expect(!alone[0].checks.contains("pod/proof") && joined[0].checks.contains("pod/proof"))
    #expect(try machines("boot_check=ordinary").isEmpty)
  }

  private func controlPlane(_ assignments: String...) throws -> ClusterMachine? {
    try machines(["boot_check=kubeadm"] + assignments).first
  }

  private func machines(_ assignments: String...) throws -> [ClusterMachine] { try machines(assignments) }

  private func machines(_ assignments: [String]) throws -> [ClusterMachine] {
    var setting = Setting("")
    setting.assignments = assignments
    return try BootPlan(checks: "", setting.circumstances(of: qemuDebian12)).cluster
  }
}
