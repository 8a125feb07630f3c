import Digests

/// A digest of bytes that a callback of C hands over piece by piece.
final class DigestInPieces {
  private var hasher: Hasher256? = Hasher256()

  /// Takes the next bytes.
  func take(_ bytes: UnsafeRawBufferPointer) { hasher?.update(bytes.bytes) }

  /// The digest of all that was taken; nothing can be taken after it.
  func finish() -> ContentDigest {
    guard let hasher = hasher.take() else { return contentDigest(of: "") }
    return hasher.finalize()
  }
}
