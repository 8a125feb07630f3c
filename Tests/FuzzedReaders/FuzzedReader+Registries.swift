@testable import ImageSupply

extension FuzzedReader {
  /// What a registry says of an image: pieces whose digits name a file of their own, and the one of an architecture among
  /// them.
  static let imageManifest = FuzzedReader("image-manifest") { bytes in
    guard let manifest = try? ImageManifest(reading: bytes, of: "an image") else { return }
    let pieces = (manifest.manifests ?? []) + (manifest.layers ?? []) + [manifest.config].compactMap { $0 }
    for piece in pieces {
      guard let digits = piece.digits else { continue }
      let areDigits = digits.utf8.count == 64 && digits.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
      try promise(areDigits, "`\(digits)` is no SHA-256")
    }
    if let own = manifest.manifest(for: "amd64") {
      try promise(own.platform?.architecture == "amd64" && pieces.contains(own), "it is for \(own)")
    }
  }

  /// Where a registry sends whoever has no token: to an address, whatever it says.
  static let tokenQuestion = FuzzedReader(
    "token-question",
    ofText: { text in
      guard let url = TokenQuestion(text)?.url else { return }
      try promise(url.hasPrefix("http://") || url.hasPrefix("https://"), "`\(url)` is no address of HTTP")
      try promise(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "`\(url)` would end a line")
    })

  /// A token, and the logins of a file: what goes into a header begins no other one.
  static let registryLogin = FuzzedReader(
    "registry-login",
    ofText: { text in
      let logins = (try? registryLogins(in: text)) ?? [:]
      for word in [tokenAnswer(text)].compactMap({ $0 }) + logins.values {
        try promise(!word.isEmpty && word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "`\(word)` would end a line")
      }
    })

  /// A name of an image: the same when written again, and a path that leads nowhere else.
  static let imageReference = FuzzedReader(
    "image-reference",
    ofText: { text in
      guard let reference = try? ImageReference(text) else { return }
      let again = try? ImageReference("\(reference)")
      try promise(again == reference, "`\(reference)` is read as \(again.map { "\($0)" } ?? "no name")")
      for place in RegistryAccess().places(of: reference) {
        try promise(!place.address.contains("..") && !place.address.contains("?"), "it lies at \(place.address)")
      }
      try promise(!reference.version.contains("/"), "its version is a path: `\(reference.version)`")
    })
}
