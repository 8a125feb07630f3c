/// A partition for what a machine writes: it holds copies of directories of the image, which are mounted over these.
public struct DataPartition: Sendable, Equatable {
  /// The label of its file system, by which it is found: at most 16 bytes.
  public var label: String
  /// Where it is mounted.
  public var mountPoint: String
  /// What it is mounted with.
  public var options: [String]
  /// How large the root before it is, in bytes, a multiple of 1 MiB.
  public var rootSize: Int64
  /// The directories that are mounted from it, none in another one.
  public var paths: [String]
  /// Whether it is checked and mounted before systemd starts, which must not check it again.
  public var isMountedEarly: Bool

  /// Where in it the copies are; nobody but root gets to them by another way than where they are mounted.
  public static let folder = "persistent"

  /// A partition; see the properties.
  public init(
    label: String, mountPoint: String, options: [String], rootSize: Int64, paths: [String], isMountedEarly: Bool
  ) {
    self.label = label
    self.mountPoint = mountPoint
    self.options = options
    self.rootSize = rootSize
    self.paths = paths
    self.isMountedEarly = isMountedEarly
  }

  /// Where the copy of `path` is in the running system.
  func source(of path: String) -> String { "\(mountPoint)/\(Self.folder)\(path)" }
}
