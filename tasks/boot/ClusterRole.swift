import Engine

/// Bootstrap data in the form in which Cluster API hands it to the cloud-init of a first control plane machine: files to
/// write, kubeadm's configuration among them, and commands of which the last one says that all went well.
///
/// Throws `Failure` where kubeadm of that version reads no configuration that is known here.
///
/// - Parameters:
///   - version: that of Kubernetes.
///   - registry: what the names of kubeadm's images begin with.
///   - skipping: phases of `kubeadm init` that are left out.
///   - seconds: how long kubeadm waits for the control plane.
func clusterOrders(version: String, registry: String, skipping: [String], seconds: Int) throws -> String {
  let skipped = skipping.isEmpty ? "" : " --skip-phases=\(skipping.joined(separator: ","))"
  let configuration = try kubeadmConfiguration(version: version, registry: registry, seconds: seconds)
  return """
    ## template: jinja
    #cloud-config
    write_files:
    - path: /etc/cni/net.d/10-containers.conflist
      permissions: '0644'
      content: |
    \(indented(network))
    - path: \(OrderedFile.configuration)
      permissions: '0640'
      content: |
    \(indented(configuration))
    - path: /run/cluster-api/placeholder
      permissions: '0640'
      content: so that its folder is there
    runcmd:
    # The network that QEMU plays names no gateway, as nothing is behind it, and a node has the address of its default route.
    - 'ip route replace default via 10.0.2.2'
    - 'kubeadm init --config \(OrderedFile.configuration)\(skipped) && echo success > \(OrderedFile.success)'

    """
}

/// Files that the orders name.
enum OrderedFile {
  /// What kubeadm is told.
  static let configuration = "/run/kubeadm/kubeadm.yaml"
  /// Where it is said that the bootstrap succeeded.
  static let success = "/run/cluster-api/bootstrap-success.complete"
}

/// What a network add-on would write, with the reference plugins alone: one node needs no more.
private let network = """
  {
    "cniVersion": "0.3.1",
    "name": "containers",
    "plugins": [
      {
        "type": "bridge",
        "bridge": "cni0",
        "isGateway": true,
        "ipMasq": true,
        "ipam": {"type": "host-local", "subnet": "10.244.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]}
      },
      {"type": "portmap", "capabilities": {"portMappings": true}}
    ]
  }
  """

/// Two documents in the newest form that kubeadm of the version reads; the oldest one is that of 1.15.
private func kubeadmConfiguration(version: String, registry: String, seconds: Int) throws -> String {
  let numbers = version.drop { $0 == "v" }.split(separator: ".").compactMap { Int($0) }
  guard numbers.count >= 2, numbers[0] == 1, numbers[1] >= 15 else {
    throw Failure(
      "boot_check is kubeadm, and no configuration is known that kubeadm \(version) reads",
      hint: "set boot_check to ordinary, or kubernetes_semver to 1.15 or newer")
  }
  let form = numbers[1] >= 31 ? "v1beta4" : numbers[1] >= 22 ? "v1beta3" : "v1beta2"
  let limits = ["controlPlaneComponentHealthCheck", "kubeletHealthCheck"].map { "  \($0): \(seconds)s\n" }.joined()
  return """
    apiVersion: kubeadm.k8s.io/\(form)
    kind: InitConfiguration
    nodeRegistration:
      name: '{{ ds.meta_data.local_hostname }}'
    \(form == "v1beta4" ? "timeouts:\n\(limits)" : "")---
    apiVersion: kubeadm.k8s.io/\(form)
    kind: ClusterConfiguration
    clusterName: proof
    kubernetesVersion: \(version)
    imageRepository: \(registry)
    networking:
      podSubnet: 10.244.0.0/16
    \(form == "v1beta4" ? "" : "apiServer:\n  timeoutForControlPlane: \(seconds)s\n")
    """
}

/// A text as part of a block of YAML.
private func indented(_ text: String) -> String {
  text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
}
