/// Computes the SHA-256 of bytes that come one after the other.
public struct Hasher256: ~Copyable {
  private let context = HashContext(.sha256)

  /// Begins with no bytes.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { context.update($0) }
  }

  /// Takes the next bytes.
  public mutating func update(_ span: RawSpan) {
    span.withUnsafeBytes { context.update($0) }
  }

  /// Takes the next bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) { context.update(bytes) }

  /// Takes the bytes of a text in UTF-8.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { context.update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of all that was taken.
  public consuming func finalize() -> ContentDigest {
    ContentDigest(exactly: context.finalize())
  }
}
