/// Where a check is evaluated.
public enum Place: String, Sendable, Hashable, Codable, CaseIterable {
  /// On the tree of the image before there is a disk.
  case sealed
  /// Inside a booted copy of the image.
  case booted
}
