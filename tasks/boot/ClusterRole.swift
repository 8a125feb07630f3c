/// What a machine is in a cluster, by the name that it has there.
enum ClusterRole: String {
  case controlPlane = "control-plane"
  case worker

  /// Where it is said that the bootstrap succeeded, by the contract of Cluster API.
  static let success = "/run/cluster-api/bootstrap-success.complete"

  /// Where kubeadm's configuration lies, as Cluster API has it.
  var configurationPath: String {
    switch self {
    case .controlPlane: "/run/kubeadm/kubeadm.yaml"
    case .worker: "/run/kubeadm/kubeadm-join-config.yaml"
    }
  }

  /// The address that it has in the cluster's network.
  var address: String {
    switch self {
    case .controlPlane: "10.0.3.2"
    case .worker: "10.0.3.3"
    }
  }

  /// The command of kubeadm that makes it what it is.
  var command: String {
    switch self {
    case .controlPlane: "kubeadm init"
    case .worker: "kubeadm join"
    }
  }

  /// Bootstrap data in the form in which Cluster API hands it to a machine's cloud-init: files to write, kubeadm's
  /// configuration among them, and commands of which the last one says that all went well.
  ///
  /// - Parameter skipped: phases of the command that are left out.
  func orders(_ configuration: KubeadmConfiguration, skipping skipped: [String]) -> String {
    let skipping = skipped.isEmpty ? "" : " --skip-phases=\(skipped.joined(separator: ","))"
    return """
      ## template: jinja
      #cloud-config
      write_files:
      - path: /etc/cni/net.d/10-containers.conflist
        permissions: '0644'
        content: |
      \(indented(network))
      - path: \(configurationPath)
        permissions: '0640'
        content: |
      \(indented(self == .controlPlane ? configuration.initial : configuration.joining))
      - path: /run/cluster-api/placeholder
        permissions: '0640'
        content: so that its folder is there
      runcmd:
      # A virtual network, since QEMU refuses whatever it sees in the one that it plays, also what is meant for another machine.
      - 'ip link add link "$(ip -4 -brief address show to 10.0.2.0/24 | cut -d " " -f 1)" name cluster type vlan id 2'
      - 'ip address add \(address)/24 dev cluster'
      - 'ip link set cluster up'
      # Nothing is behind it, but what has no route is not even looked up among the addresses of services.
      - 'ip route replace default via 10.0.3.1'
      - '\(command) --config \(configurationPath)\(skipping) && echo success > \(Self.success)'

      """
  }

  /// What a network add-on would write, with the reference plugins alone: each node has a range of its own.
  private var network: String {
    """
    {
      "cniVersion": "0.3.1",
      "name": "containers",
      "plugins": [
        {
          "type": "bridge",
          "bridge": "cni0",
          "isGateway": true,
          "ipMasq": true,
          "ipam": {"type": "host-local", "subnet": "\(range)", "routes": [{"dst": "0.0.0.0/0"}]}
        },
        {"type": "portmap", "capabilities": {"portMappings": true}}
      ]
    }
    """
  }

  private var range: String {
    switch self {
    case .controlPlane: "10.244.0.0/24"
    case .worker: "10.244.1.0/24"
    }
  }
}

/// A text as part of a block of YAML.
private func indented(_ text: String) -> String {
  text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
}
