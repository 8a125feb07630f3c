public import Digests

/// All of an image that is compared with another one.
public struct ImageContents: Sendable {
  /// What it says of itself.
  public let image: InspectedImage
  /// The files of its root file system, in the order of their paths.
  public let files: [FileRecord]
  /// The digests of the partitions that are not the root's, by number.
  public let partitions: [Int: ContentDigest]

  /// Puts together what was read.
  public init(image: InspectedImage, files: [FileRecord], partitions: [Int: ContentDigest]) {
    self.image = image
    self.files = files
    self.partitions = partitions
  }
}
