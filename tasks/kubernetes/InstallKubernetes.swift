import Engine
import ImageSupply
import ImageTree
import Variables

/// The commands that make a node.
let kubernetesCommands = ["kubeadm", "kubectl", "kubelet"]

/// K8S-1, K8S-5: kubelet, kubeadm and kubectl from the package repository, from release binaries, or from source.
let installKubernetes = Step<Image>(
  "install kubelet, kubeadm and kubectl",
  reads: [
    .kubernetesSourceType, .kubernetesSemver, .kubernetesDebVersion, .kubernetesDebRepository, .kubernetesDebKey,
    .kubernetesHTTPSource, .architecture,
  ],
  supplies: kubernetesSupplies
) { image in
  switch try image.values.string(.kubernetesSourceType) {
  case "pkg":
    let key = try image.supplyText("kubernetes.key")
    try await image.addPackageRepository(
      "kubernetes", uri: image.values.string(.kubernetesDebRepository), suites: ["/"], components: [], key: key)
    let version = try image.values.string(.kubernetesDebVersion)
    try await image.installPackages(kubernetesCommands.map { "\($0)=\(version)" })
  case "source":
    for command in kubernetesCommands {
      try await image.copy(image.supply("kubernetes/\(command)"), to: "/usr/bin/\(command)", mode: 0o755)
    }
    try await writeKubeletUnits(image)
  default:
    for command in kubernetesCommands {
      try await image.copy(image.supply(command), to: "/usr/bin/\(command)", mode: 0o755)
    }
    try await writeKubeletUnits(image)
  }
}

private func kubernetesSupplies(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(installKubernetes.reads, by: installKubernetes.name)
  switch try values.string(.kubernetesSourceType) {
  case "pkg":
    return [
      try download(
        "kubernetes.key", from: values.string(.kubernetesDebKey), checksum: .pinned, in: circumstances)
    ]
  case "source":
    return [try kubernetesFromSource(circumstances)]
  default:
    let folder =
      "\(try values.string(.kubernetesHTTPSource))/\(try values.string(.kubernetesSemver))/bin/linux/\(try values.string(.architecture))"
    return try kubernetesCommands.map { command in
      try download(
        command, from: "\(folder)/\(command)", checksum: .file("\(folder)/\(command).sha256"), in: circumstances)
    }
  }
}

/// The units that the packages would have brought: kubelet.service and kubeadm's drop-in.
private func writeKubeletUnits(_ image: Image) async throws {
  try await image.write(
    """
    [Unit]
    Description=kubelet: The Kubernetes Node Agent
    Documentation=https://kubernetes.io/docs/
    Wants=network-online.target
    After=network-online.target

    [Service]
    ExecStart=/usr/bin/kubelet
    Restart=always
    StartLimitInterval=0
    RestartSec=10

    [Install]
    WantedBy=multi-user.target

    """, to: "/usr/lib/systemd/system/kubelet.service")
  try await image.write(
    """
    # For kubeadm: it writes what these files and variables hold.
    [Service]
    Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
    Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
    EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
    EnvironmentFile=-/etc/default/kubelet
    ExecStart=
    ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS

    """, to: "/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf")
  try await image.makeDirectory("/etc/kubernetes/manifests")
}
