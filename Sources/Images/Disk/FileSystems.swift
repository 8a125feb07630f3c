/// How the ext4 file systems of a disk are made.
public struct FileSystems: Sendable, Equatable {
  /// The label of the root's, at most 16 bytes.
  public var rootLabel: String
  /// How many bytes of a file system there are for each file that it can hold, 1024 or more; it grows in this ratio.
  public var bytesPerInode: Int64
  /// What only the superuser can fill, in percent of a file system, 0 to 50.
  public var reservedPercent: Int

  /// What mkfs.ext4 makes of itself, unless told otherwise.
  public init(rootLabel: String = "root", bytesPerInode: Int64 = 16384, reservedPercent: Int = 5) {
    self.rootLabel = rootLabel
    self.bytesPerInode = bytesPerInode
    self.reservedPercent = reservedPercent
  }
}
