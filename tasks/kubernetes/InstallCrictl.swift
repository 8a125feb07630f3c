import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-6, CTD-16: `crictl`, for people and for kubeadm; Debian has no package of it.
let installCrictl = Step<Image>(
  "install crictl",
  reads: [.crictlSourceType, .crictlVersion, .crictlBaseURL, .architecture],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.crictlSourceType, .crictlVersion, .crictlBaseURL, .architecture], by: "crictl")
    guard try values.string(.crictlSourceType) == "http" else { return [] }
    let archive =
      "\(try values.string(.crictlBaseURL))/crictl-v\(try values.string(.crictlVersion))-linux-\(try values.string(.architecture)).tar.gz"
    return [try download("crictl", from: archive, checksum: .file("\(archive).sha256"), in: circumstances)]
  }
) { image in
  guard try image.values.string(.crictlSourceType) == "http" else { return }
  try await image.unpack(image.supply("crictl"), into: "/usr/local/bin")
  try await image.link("/usr/bin/crictl", to: "/usr/local/bin/crictl")
}
