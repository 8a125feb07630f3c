/// A sequence of texts as bytes that no other sequence has, so that a digest of them means just this sequence.
///
/// Each text stands after a mark and its length: 0x01 for a text alone, 0x02 for a named value (name, value); a length
/// is 8 bytes, the lowest first. This format is frozen: keys are made of it.
public struct CanonicalEncoding: Sendable {
  private var bytes: [UInt8] = []

  /// An empty sequence.
  public init() {
    // Most are keys, which grow to about as much.
    bytes.reserveCapacity(1024)
  }

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
    let text = text.utf8
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text)
  }
}
