public import Digests

/// What the tree of a layer holds.
public struct Measurement: Sendable {
  /// The digest of what the layer changed, without the layers below.
  public let changes: ContentDigest
  /// The length of its files' contents together, in bytes.
  public let bytes: Int64

  /// Notes what was measured.
  public init(changes: ContentDigest, bytes: Int64) {
    self.changes = changes
    self.bytes = bytes
  }
}
