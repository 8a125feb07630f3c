import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-1, K8S-5: the reference CNI plugins, in /opt/cni/bin, where network add-ons put theirs.
let installCNIPlugins = Step<Image>(
  "install the CNI plugins",
  reads: [
    .kubernetesCNISourceType, .kubernetesCNISemver, .kubernetesCNIDebVersion, .kubernetesCNIHTTPSource, .architecture,
  ],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.kubernetesCNISourceType, .kubernetesCNISemver, .kubernetesCNIHTTPSource, .architecture], by: "the CNI plugins")
    guard try values.string(.kubernetesCNISourceType) == "http" else { return [] }
    let version = try values.string(.kubernetesCNISemver)
    let archive =
      "\(try values.string(.kubernetesCNIHTTPSource))/\(version)/cni-plugins-linux-\(try values.string(.architecture))-\(version).tgz"
    return [try download("cni-plugins", from: archive, checksum: .file("\(archive).sha256"), in: circumstances)]
  }
) { image in
  try await image.makeDirectory("/opt/cni/bin")
  try await image.makeDirectory("/etc/cni/net.d")
  switch try image.values.string(.kubernetesCNISourceType) {
  case "pkg":
    let version = try image.values.string(.kubernetesCNIDebVersion)
    try await image.installPackages([version.isEmpty ? "kubernetes-cni" : "kubernetes-cni=\(version)"])
  case "distribution":
    try await image.installPackages(["containernetworking-plugins"])
    for plugin in try await image.list("/usr/lib/cni") {
      try await image.link("/opt/cni/bin/\(plugin)", to: "/usr/lib/cni/\(plugin)")
    }
  default:
    try await image.unpack(image.supply("cni-plugins"), into: "/opt/cni/bin")
  }
}
