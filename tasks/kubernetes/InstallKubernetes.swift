import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-1: kubelet, kubeadm and kubectl from the package repository of the Kubernetes project.
let installKubernetesPackages = Step<Image>(
  "install kubelet, kubeadm and kubectl from their package repository",
  when: .variable(.kubernetesSourceType, is: "pkg"),
  reads: [
    .kubernetesDebVersion, .kubernetesDebRepository, .kubernetesDebKey, .kubernetesCNISourceType,
    .kubernetesCNIDebVersion,
  ],
  supplies: { [try kubernetesRepositoryKey($0)] }
) { image in
  try await addKubernetesRepository(image)
  let version = try image.values.string(.kubernetesDebVersion)
  let plugins = try image.values.string(.kubernetesCNISourceType) == "pkg" ? [cniPackage(image.values)] : []
  try await image.installPackages(kubernetesCommands.map { "\($0)=\(version)" } + plugins)
}

/// K8S-5: the same from their release binaries, each with the checksum that is published beside it.
let installKubernetesReleases = Step<Image>(
  "install kubelet, kubeadm and kubectl from their release binaries",
  when: .variable(.kubernetesSourceType, is: "http"),
  reads: [.kubernetesSemver, .kubernetesHTTPSource, .architecture, .systemdPrefix, .sysusrPrefix],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.kubernetesSemver, .kubernetesHTTPSource, .architecture], by: "the release binaries")
    let folder = try [
      values.string(.kubernetesHTTPSource), values.string(.kubernetesSemver), "bin/linux", values.string(.architecture),
    ].joined(separator: "/")
    return kubernetesCommands.map { command in
      download(
        "\(command)-binary", from: "\(folder)/\(command)", checksum: .file("\(folder)/\(command).sha256"), circumstances
      )
    }
  }
) { image in
  for command in kubernetesCommands {
    try await image.copy(
      image.supply("\(command)-binary"), to: "\(image.values.string(.sysusrPrefix))/bin/\(command)", mode: 0o755)
  }
  try await writeKubeletUnits(image)
}

/// The same compiled from source.
let installKubernetesFromSource = Step<Image>(
  "install kubelet, kubeadm and kubectl that were compiled from source",
  when: .variable(.kubernetesSourceType, is: "source"), reads: [.systemdPrefix, .sysusrPrefix],
  supplies: { [try kubernetesBinaries($0)] }
) { image in
  for command in kubernetesCommands {
    try await image.copy(
      image.supply("kubernetes-binaries/\(command)"), to: "\(image.values.string(.sysusrPrefix))/bin/\(command)",
      mode: 0o755)
  }
  try await writeKubeletUnits(image)
}

/// The units that the packages would have brought: kubelet.service and kubeadm's drop-in.
private func writeKubeletUnits(_ image: Image) async throws {
  let units = "\(try image.values.string(.systemdPrefix))/system"
  let kubelet = "\(try image.values.string(.sysusrPrefix))/bin/kubelet"
  try await image.write(
    """
    [Unit]
    Description=kubelet: The Kubernetes Node Agent
    Documentation=https://kubernetes.io/docs/
    Wants=network-online.target
    After=network-online.target

    [Service]
    ExecStart=\(kubelet)
    Restart=always
    StartLimitInterval=0
    RestartSec=10

    [Install]
    WantedBy=multi-user.target

    """, to: "\(units)/kubelet.service")
  try await image.write(
    """
    # For kubeadm: it writes what these files and variables hold.
    [Service]
    Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
    Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
    EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
    EnvironmentFile=-/etc/default/kubelet
    ExecStart=
    ExecStart=\(kubelet) $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS

    """, to: "\(units)/kubelet.service.d/10-kubeadm.conf")
  try await image.makeDirectory("/etc/kubernetes/manifests")
}
