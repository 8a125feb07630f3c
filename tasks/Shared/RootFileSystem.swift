import Engine
import ImageDisk
import Variables

/// The root's file system, as variables say; it is ext4, the one that is written without being mounted and is the same to
/// the last byte each time.
struct RootFileSystem {
  /// The variables that say it.
  static let variables: [VariableName] = [
    .rootFileSystem, .rootFileSystemLabel, .rootMountOptions, .fileSystemBytesPerInode, .fileSystemReservedPercent,
  ]

  /// What a block of ext4 takes, which no file takes less of, and the most that mkfs.ext4 accepts.
  private static let bytesPerInode: ClosedRange<Int64> = 4096...64 << 20

  /// How it is made, and the data partition with it.
  let fileSystems: FileSystems
  /// What it is mounted with, besides whether it can be written to.
  let mountOptions: [String]

  /// Reads the variables; throws `Failure` for what ext4 cannot be.
  init(_ values: DeclaredValues) throws {
    // A choice of one, which the schema holds it to.
    _ = try values.string(.rootFileSystem)
    fileSystems = FileSystems(
      rootLabel: try values.string(.rootFileSystemLabel), bytesPerInode: try values.bytes(.fileSystemBytesPerInode),
      reservedPercent: try values.integer(.fileSystemReservedPercent))
    mountOptions = try values.list(.rootMountOptions)
    try FileSystemWords.refuseWrongLabel(fileSystems.rootLabel, of: .rootFileSystemLabel)
    try FileSystemWords.refuseWrongOptions(mountOptions, of: .rootMountOptions)
    guard Self.bytesPerInode.contains(fileSystems.bytesPerInode) else {
      throw Failure(
        "\(VariableName.fileSystemBytesPerInode) is \(fileSystems.bytesPerInode) bytes", hint: "set it to 4K up to 64M")
    }
    guard (0...50).contains(fileSystems.reservedPercent) else {
      throw Failure(
        "\(VariableName.fileSystemReservedPercent) is \(fileSystems.reservedPercent)", hint: "set it to 0 up to 50")
    }
  }

  /// Throws `Failure` where the data partition could be taken for the root.
  func refuseLabel(of data: ImmutableSystem.Data?) throws {
    guard let data, data.label == fileSystems.rootLabel else { return }
    throw Failure(
      "\(VariableName.rootFileSystemLabel) and \(VariableName.immutableDataPartitionLabel) are both `\(data.label)`,"
        + " and the data partition is found by its label", hint: "set one of them to another label")
  }
}
