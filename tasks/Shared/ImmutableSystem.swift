import Engine
import Variables

/// Where a system may write and where it may not, as the variables of the immutable variant say; ordinary systems write
/// everywhere.
struct ImmutableSystem {
  /// The variables that say it.
  static let variables: [VariableName] = [
    .immutableDataPartition, .immutableDataPartitionFileSystem, .immutableDataPartitionLabel,
    .immutableDataPartitionMount, .immutableDataPartitionMountOptions, .immutablePersistentPaths,
    .immutableReadOnlyRoot, .immutableRootPartitionSize, .immutableTmpfsPaths,
  ]

  /// A partition for data.
  struct Data {
    let label: String
    let mountPoint: String
    let options: [String]
    /// The size of the root before it, in bytes.
    let rootSize: Int64
  }

  /// Whether the root is mounted read-only.
  let isRootReadOnly: Bool
  /// The partition for data, where there is one.
  let data: Data?
  /// The directories on that partition.
  let persistentPaths: [String]
  /// The directories in memory.
  let memoryPaths: [String]

  /// Whether the root takes up the disk and is written to, so that it grows at the first boot.
  var doesRootGrow: Bool { !isRootReadOnly && data == nil }

  /// Whether systemd must find the configuration of the data partition when it starts: it reads its units, and writes the
  /// machine's identity, before it mounts anything.
  var isConfigurationPersistent: Bool { persistentPaths.contains("/etc") }

  /// Reads the variables; throws `Failure` where they contradict each other or a machine could not start.
  init(_ values: DeclaredValues) throws {
    isRootReadOnly = try values.boolean(.immutableReadOnlyRoot)
    persistentPaths = try values.list(.immutablePersistentPaths)
    memoryPaths = try values.list(.immutableTmpfsPaths)
    if try values.boolean(.immutableDataPartition) {
      _ = try values.string(.immutableDataPartitionFileSystem)
      data = Data(
        label: try values.string(.immutableDataPartitionLabel),
        mountPoint: try values.string(.immutableDataPartitionMount),
        options: try values.list(.immutableDataPartitionMountOptions),
        rootSize: try values.bytes(.immutableRootPartitionSize))
      try refuseWrongPartition()
    } else {
      data = nil
    }
    try refuseWrongPaths()
  }
}
