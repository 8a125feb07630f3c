public import Digests

/// Everything that a result depends on, printable, and its hash.
public struct CacheKey: Hashable, Sendable, Codable {
  /// The version of the encoding; another one makes every key another.
  public static let format = "1"

  /// The named fields in canonical order: by kind, then by name.
  public let fields: [KeyField]
  /// SHA-256 over the fields, each part prefixed with its length.
  public let hash: ContentDigest

  /// Orders the fields and hashes them; their origins do not count.
  public init(fields: [KeyField]) {
    let ordered = (fields + [KeyField(.format, "", Self.format)])
      .sorted { ($0.kind.rawValue, $0.name, $0.value) < ($1.kind.rawValue, $1.name, $1.value) }
    var encoding = CanonicalEncoding()
    for field in ordered {
      encoding.append(field.kind.rawValue)
      encoding.append(field.name, field.value)
    }
    self.fields = ordered
    self.hash = encoding.digest
  }
}
