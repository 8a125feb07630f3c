/// What a sandbox says of one of its files.
public struct FileFacts: Sendable, Equatable, Codable {
  /// What a path leads to.
  public enum Kind: String, Sendable, Codable {
    /// A regular file.
    case file
    /// A directory.
    case directory
    /// A symbolic link.
    case link
    /// A device, a pipe or a socket.
    case special
  }

  /// What the path leads to.
  public let kind: Kind
  /// The permission bits, with set-id and sticky.
  public let mode: Int
  /// The owner, inside the namespace.
  public let owner: Int
  /// The group, inside the namespace.
  public let group: Int
  /// The length of a file, in bytes.
  public let size: Int64
  /// When the content changed, in whole seconds since 1970.
  public let modified: Int64
  /// Where a link points to, nil for everything else.
  public let target: String?

  /// What is said of a path; see the properties.
  public init(
    kind: Kind, mode: Int, owner: Int = 0, group: Int = 0, size: Int64 = 0, modified: Int64 = 0, target: String? = nil
  ) {
    self.kind = kind
    self.mode = mode
    self.owner = owner
    self.group = group
    self.size = size
    self.modified = modified
    self.target = target
  }
}
