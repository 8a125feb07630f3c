/// A sequence of texts as bytes that no other sequence has, so that a digest of them means just this sequence.
///
/// Each text stands after a mark and its length: 0x01 for a text alone, 0x02 for a named value (name, value); a length
/// is 8 bytes, the lowest first. This format is frozen: keys are made of it.
public struct CanonicalEncoding: Sendable {
  private var bytes: [UInt8] = []

  /// An empty sequence.
  public init() {}

  /// Adds a text.
  public mutating func append(_ text: String) {
    bytes.append(0x01)
    appendLengthPrefixed(text)
  }

  /// Adds a named value; not the same as its name and its value added one after the other.
  public mutating func append(_ name: String, _ value: String) {
    bytes.append(0x02)
    appendLengthPrefixed(name)
    appendLengthPrefixed(value)
  }

  /// The digest of all that was added so far.
  public var digest: ContentDigest { contentDigest(of: bytes) }

  private mutating func appendLengthPrefixed(_ text: String) {
    let count = UInt64(text.utf8.count)
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    bytes.append(contentsOf: text.utf8)
  }
}
