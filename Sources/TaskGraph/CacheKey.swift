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
    self.init(ordered: Self.ordered(fields))
  }

  private init(ordered: [KeyField]) {
    self.fields = ordered
    self.hash = Self.hash(of: ordered)
  }

  /// The key of fields that `ordered` has put into order and some more, as if it were made of all of them.
  init(ordered: [KeyField], adding more: [KeyField]) {
    var all = ordered
    all.reserveCapacity(ordered.count + more.count)
    for field in more {
      let place = all.firstIndex { Self.isBefore(field, $0) } ?? all.count
      all.insert(field, at: place)
    }
    self.init(ordered: all)
  }

  /// The fields and that of the format, in canonical order.
  static func ordered(_ fields: [KeyField]) -> [KeyField] {
    (fields + [KeyField(.format, "", Self.format)]).sorted(by: isBefore)
  }

  /// Whether the hash is that of the fields, which a key that was read from a file need not be.
  public var isGenuine: Bool { Self.hash(of: fields) == hash }

  private static func hash(of fields: [KeyField]) -> ContentDigest {
    var encoding = CanonicalEncoding()
    encoding.append(fields)
    return encoding.digest
  }

  private static func isBefore(_ left: KeyField, _ right: KeyField) -> Bool {
    left.kind == right.kind
      ? (left.name, left.value) < (right.name, right.value) : left.kind.rawValue < right.kind.rawValue
  }
}

extension CanonicalEncoding {
  /// Adds fields, each with its kind.
  mutating func append(_ fields: [KeyField]) {
    for field in fields {
      append(field.kind.rawValue)
      append(field.name, field.value)
    }
  }
}
