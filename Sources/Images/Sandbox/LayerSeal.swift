public import Digests

/// What a layer holds, once nothing changes it any more.
public struct LayerSeal: Sendable, Equatable, Codable {
  /// Covers the path, kind, mode, owner (inside the namespace), time, links, extended attributes and content of
  /// everything in the layer.
  public let digest: ContentDigest
  /// The length of its files' contents together, in bytes.
  public let byteCount: Int64
  /// How many files, directories, links and whiteouts it holds.
  public let entryCount: Int
}
