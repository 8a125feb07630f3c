public import Digests

/// A file that a work left, known by its content.
public struct Artifact: Hashable, Sendable, Codable {
  /// Its name inside the result.
  public let name: String
  /// The digest of its content, which passes over zeros.
  public let digest: ContentDigest
  /// Its size in bytes.
  public let size: Int64
  /// Its modification time when it was digested, in nanoseconds since 1970: a quick sign of tampering, never an input.
  public let modified: Int64

  /// Describes a file that was just digested.
  public init(name: String, digest: ContentDigest, size: Int64, modified: Int64) {
    self.name = name
    self.digest = digest
    self.size = size
    self.modified = modified
  }
}
