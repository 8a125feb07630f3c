/// What registries say of a piece of an image: its kind, digest and size.
struct ImageDescriptor: Codable, Equatable {
  /// The machine that a manifest of several is for.
  struct Platform: Codable, Equatable {
    let architecture: String?
    let os: String?
    let variant: String?
  }

  var mediaType: String?
  var digest: String
  var size: Int64?
  var platform: Platform?
  var annotations: [String: String]?

  /// The digits of its SHA-256, which are small; nil for another digest, and for what is none.
  var digits: String? {
    let digits = digest.dropFirst("sha256:".count)
    let isSound =
      digest.hasPrefix("sha256:") && digits.utf8.count == 64
      && digits.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    return isSound ? String(digits) : nil
  }
}
