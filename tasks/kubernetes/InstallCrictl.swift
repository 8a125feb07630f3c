import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-6, CTD-16: `crictl`, for people and for kubeadm; Debian has no package of it.
let installCrictl = Step<Image>(
  "install crictl", when: .variable(.crictlSourceType, is: "http"),
  reads: [.crictlVersion, .crictlBaseURL, .architecture],
  supplies: { circumstances in
    let values = circumstances.declared([.crictlVersion, .crictlBaseURL, .architecture], by: "crictl")
    let name = "crictl-v\(try values.string(.crictlVersion))-linux-\(try values.string(.architecture)).tar.gz"
    let archive = "\(try values.string(.crictlBaseURL))/\(name)"
    return [try download("crictl-archive", from: archive, checksum: .file("\(archive).sha256"), circumstances)]
  }
) { image in
  try await image.unpack(image.supply("crictl-archive"), into: "/usr/local/bin")
  try await image.link("/usr/bin/crictl", to: "/usr/local/bin/crictl")
}
