import Engine
import ImageTree
import Variables

/// The image trusts the user's certificate authorities, which is apart from what is trusted while it is built.
let trustImageAuthorities = Step<Image>(
  "trust the user's certificate authorities", when: .isSet(.imageCACertificates), reads: [.imageCACertificates],
  files: { circumstances in
    let names = try circumstances.declared([.imageCACertificates], by: "image_ca_certificates").list(
      .imageCACertificates)
    return try circumstances.userFiles(of: .imageCACertificates, names)
  }
) { image in
  try await image.installPackages(["ca-certificates"])
  for name in try image.values.list(.imageCACertificates) {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    // Files of other names are passed over.
    let stem = base.split(separator: ".").dropLast().joined(separator: ".")
    let place = "/usr/local/share/ca-certificates/\(stem.isEmpty ? base : stem).crt"
    try await image.copyTree(image.userFile(name), to: place, mode: 0o644)
  }
  try await image.run("update-ca-certificates")
}
