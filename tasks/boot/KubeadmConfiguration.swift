import Engine

/// What kubeadm is told, in the newest form that its version reads.
struct KubeadmConfiguration {
  /// Where the control plane is reached.
  private static let endpoint = "\(ClusterRole.controlPlane.address):6443"

  /// What opens the control plane to who joins. The line between the two ends in this machine, and with it.
  private static let token = "proofs.proofofthenodes0"

  private let version: String
  private let registry: String
  private let seconds: Int
  /// The version of kubeadm's own configuration.
  private let form: String

  /// A configuration; throws `Failure` where none is known that kubeadm of that version reads: the oldest one is of 1.15.
  ///
  /// - Parameters:
  ///   - version: that of Kubernetes.
  ///   - registry: what the names of kubeadm's images begin with.
  ///   - seconds: how long kubeadm waits for the control plane.
  ///   - check: what the user calls the check, for the error.
  init(version: String, registry: String, seconds: Int, check: String) throws {
    let numbers = version.drop { $0 == "v" }.split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2, numbers[0] == 1, numbers[1] >= 15 else {
      throw Failure(
        "boot_check is \(check), and no configuration is known that kubeadm \(version) reads",
        hint: "set boot_check to ordinary, or kubernetes_semver to 1.15 or newer")
    }
    self.version = version
    self.registry = registry
    self.seconds = seconds
    form = numbers[1] >= 31 ? "v1beta4" : numbers[1] >= 22 ? "v1beta3" : "v1beta2"
  }

  /// For the first machine of a control plane.
  var initial: String {
    """
    apiVersion: kubeadm.k8s.io/\(form)
    kind: InitConfiguration
    bootstrapTokens:
    - token: \(Self.token)
    localAPIEndpoint:
      advertiseAddress: \(ClusterRole.controlPlane.address)
    \(registration(of: .controlPlane))
    \(timeouts("controlPlaneComponentHealthCheck", "kubeletHealthCheck"))---
    apiVersion: kubeadm.k8s.io/\(form)
    kind: ClusterConfiguration
    clusterName: proof
    controlPlaneEndpoint: \(Self.endpoint)
    kubernetesVersion: \(version)
    imageRepository: \(registry)
    networking:
      podSubnet: 10.244.0.0/16
    \(form == "v1beta4" ? "" : "apiServer:\n  timeoutForControlPlane: \(seconds)s\n")
    """
  }

  /// For a machine that joins as a worker.
  var joining: String {
    """
    apiVersion: kubeadm.k8s.io/\(form)
    kind: JoinConfiguration
    \(registration(of: .worker))
    discovery:
      bootstrapToken:
        token: \(Self.token)
        apiServerEndpoint: \(Self.endpoint)
        unsafeSkipCAVerification: true
    \(form == "v1beta4" ? "" : "  timeout: \(seconds)s\n")\(timeouts("discovery", "kubeletHealthCheck", "tlsBootstrap"))
    """
  }

  /// How the kubelet makes itself known; left alone it takes the address that the machine's name leads to.
  private func registration(of role: ClusterRole) -> String {
    """
    nodeRegistration:
      name: '{{ ds.meta_data.local_hostname }}'
      kubeletExtraArgs:
      \(form == "v1beta4" ? "- name: node-ip\n    value: \(role.address)" : "  node-ip: \(role.address)")
    """
  }

  /// Limits of time, which older forms have elsewhere.
  private func timeouts(_ names: String...) -> String {
    form == "v1beta4" ? "timeouts:\n" + names.map { "  \($0): \(seconds)s\n" }.joined() : ""
  }
}
