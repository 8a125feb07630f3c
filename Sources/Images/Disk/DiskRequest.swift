public import Digests
public import SystemPackage

/// What a disk is made of, beside the tree.
public struct DiskRequest: Sendable {
  /// The file to make, an absolute path on a file system that has holes.
  public var output: FilePath
  /// The size of the disk in bytes, a multiple of 1 MiB; what is not used takes no space.
  public var size: Int64
  /// Stands for all that the disk is made of; its names follow from it.
  public var digest: ContentDigest
  /// The time of everything on the disk that has no older one of its own, in seconds since 1970.
  public var sourceDateEpoch: Int64
  /// How the image boots.
  public var boot: BootSettings
  /// What it mounts.
  public var mounts: Mounts
  /// How its file systems are made.
  public var fileSystems: FileSystems

  /// A request; see the properties.
  public init(
    output: FilePath, size: Int64, digest: ContentDigest, sourceDateEpoch: Int64, boot: BootSettings,
    mounts: Mounts = Mounts(), fileSystems: FileSystems = FileSystems()
  ) {
    self.output = output
    self.size = size
    self.digest = digest
    self.sourceDateEpoch = sourceDateEpoch
    self.boot = boot
    self.mounts = mounts
    self.fileSystems = fileSystems
  }
}
