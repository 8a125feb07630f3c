import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-6, CTD-16: `crictl`, for people and for kubeadm; Debian has no package of it.
let installCrictl = Step<Image>(
  "install crictl", when: .variable(.crictlSourceType, is: "http"),
  reads: [.crictlVersion, .crictlBaseURL, .crictlURL, .architecture, .sysusrlocalPrefix],
  supplies: { circumstances in
    let values = circumstances.declared([.crictlVersion, .crictlBaseURL, .crictlURL, .architecture], by: "crictl")
    let name = "crictl-v\(try values.string(.crictlVersion))-linux-\(try values.string(.architecture)).tar.gz"
    let given = try values.string(.crictlURL)
    let archive = given.isEmpty ? "\(try values.string(.crictlBaseURL))/\(name)" : given
    return [download("crictl-archive", from: archive, checksum: .file("\(archive).sha256"), circumstances)]
  }
) { image in
  let folder = "\(try image.values.string(.sysusrlocalPrefix))/bin"
  try await image.unpack(image.supply("crictl-archive"), into: folder)
  try await image.link("/usr/bin/crictl", to: "\(folder)/crictl")
}
