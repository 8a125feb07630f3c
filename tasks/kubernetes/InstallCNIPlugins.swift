import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-1: the reference CNI plugins from the package repository of the Kubernetes project, where nothing else comes from
/// there; otherwise they are installed with it, since the kubelet's package asks for them.
let installCNIPackage = Step<Image>(
  "install the CNI plugins from their package repository",
  when: .variable(.kubernetesCNISourceType, is: "pkg"),
  reads: [.kubernetesSourceType, .kubernetesCNIDebVersion, .kubernetesDebRepository, .kubernetesDebKey],
  supplies: { circumstances in
    let values = circumstances.declared([.kubernetesSourceType], by: "the CNI plugins")
    return try values.string(.kubernetesSourceType) == "pkg" ? [] : [kubernetesRepositoryKey(circumstances)]
  }
) { image in
  guard try image.values.string(.kubernetesSourceType) != "pkg" else { return }
  try await addKubernetesRepository(image)
  try await image.installPackages([cniPackage(image.values)])
}

/// The package of the CNI plugins, in the version that is asked for, if one is.
func cniPackage(_ values: DeclaredValues) throws -> String {
  let version = try values.string(.kubernetesCNIDebVersion)
  return version.isEmpty ? "kubernetes-cni" : "kubernetes-cni=\(version)"
}

/// K8S-5: the same from their release archive.
let installCNIRelease = Step<Image>(
  "install the CNI plugins from their release archive",
  when: .variable(.kubernetesCNISourceType, is: "http"),
  reads: [.kubernetesCNISemver, .kubernetesCNIHTTPSource, .kubernetesCNIChecksum, .architecture],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.kubernetesCNISemver, .kubernetesCNIHTTPSource, .kubernetesCNIChecksum, .architecture], by: "the CNI plugins")
    let version = try values.string(.kubernetesCNISemver)
    let name = "cni-plugins-linux-\(try values.string(.architecture))-\(version).tgz"
    let archive = "\(try values.string(.kubernetesCNIHTTPSource))/\(version)/\(name)"
    let sum = try values.string(.kubernetesCNIChecksum)
    return [
      download("cni-archive", from: archive, checksum: .file(sum.isEmpty ? "\(archive).sha256" : sum), circumstances)
    ]
  }
) { image in
  try await image.unpack(image.supply("cni-archive"), into: cniFolder)
  try await image.makeDirectory("/etc/cni/net.d")
}

/// The same from the distribution, in the place where network add-ons put theirs.
let installCNIFromDistribution = Step<Image>(
  "install the CNI plugins of the distribution", when: .variable(.kubernetesCNISourceType, is: "distribution")
) { image in
  try await image.installPackages(["containernetworking-plugins"])
  try await image.makeDirectory(cniFolder)
  for plugin in try await image.list("/usr/lib/cni") {
    try await image.link("\(cniFolder)/\(plugin)", to: "/usr/lib/cni/\(plugin)")
  }
  try await image.makeDirectory("/etc/cni/net.d")
}

/// Where the kubelet's runtime looks for plugins, and add-ons put them.
private let cniFolder = "/opt/cni/bin"
