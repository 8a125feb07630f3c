public import Digests

/// A file, directory or link of an image, apart from its times.
public struct FileRecord: Sendable, Equatable {
  /// What sort of thing it is; the raw value is the word that a user sees.
  public enum Kind: String, Sendable, Encodable {
    case file, directory, link, device, pipe, socket, unknown
  }

  /// Its path from the root, with `\xNN` for what is not UTF-8.
  public let path: String
  /// What sort of thing it is.
  public let kind: Kind
  /// Its permission bits, those of set-user-id and the like included.
  public let mode: UInt32
  /// The number of its user.
  public let user: UInt32
  /// The number of its group.
  public let group: UInt32
  /// The size of its content in bytes.
  public let size: Int64
  /// Where a link points to; of a device its numbers.
  public let target: String
  /// The digest of a file's content; nil where that claims to be larger than its file system.
  public let digest: ContentDigest?
  /// Its extended attributes with their values in hexadecimal: capabilities, access lists.
  public let attributes: [String: String]

  /// Describes a file.
  public init(
    path: String, kind: Kind, mode: UInt32, user: UInt32, group: UInt32, size: Int64 = 0, target: String = "",
    digest: ContentDigest? = nil, attributes: [String: String] = [:]
  ) {
    self.path = path
    self.kind = kind
    self.mode = mode
    self.user = user
    self.group = group
    self.size = size
    self.target = target
    self.digest = digest
    self.attributes = attributes
  }
}
