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
    self.init(ordered: (fields + [KeyField(.format, "", Self.format)]).sorted(by: Self.isBefore))
  }

  private init(ordered: [KeyField]) {
    self.fields = ordered
    self.hash = Self.hash(of: ordered)
  }

  /// Whether the hash is that of the fields, which a key that was read from a file need not be.
  public var isGenuine: Bool { Self.hash(of: fields) == hash }

  private static func hash(of fields: [KeyField]) -> ContentDigest {
    var encoding = CanonicalEncoding()
    for field in fields {
      encoding.append(field.kind.rawValue)
      encoding.append(field.name, field.value)
    }
    return encoding.digest
  }

  /// The key of these fields and some more, as if it were made of all of them.
  func adding(_ more: [KeyField]) -> CacheKey {
    var ordered = fields
    ordered.reserveCapacity(fields.count + more.count)
    for field in more {
      let place = ordered.firstIndex { Self.isBefore(field, $0) } ?? ordered.count
      ordered.insert(field, at: place)
    }
    return CacheKey(ordered: ordered)
  }

  private static func isBefore(_ left: KeyField, _ right: KeyField) -> Bool {
    left.kind == right.kind
      ? (left.name, left.value) < (right.name, right.value) : left.kind.rawValue < right.kind.rawValue
  }
}
