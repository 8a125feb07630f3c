import Engine

extension ImmutableSystem {
  /// What the loaders take up, and the least that is left for data, in bytes.
  private static let leastBesideRoot: Int64 = 1 << 30

  /// Directories that nothing may be mounted over: a machine starts from them, or has them from its kernel.
  private static let reserved: Set<String> = [
    "/", "/bin", "/lib", "/lib32", "/lib64", "/libx32", "/sbin", "/usr", "/usr/bin", "/usr/lib", "/usr/lib32",
    "/usr/lib64", "/usr/sbin", "/usr/share",
  ]
  /// Directories of the kernel, of the loader and of the running system, with all below.
  private static let foreign = ["/boot", "/dev", "/proc", "/run", "/sys", "/var/run", "/var/lock"]
  /// What must be written to on every machine.
  private static let needed = ["/etc", "/var/lib", "/var/log", "/tmp"]

  /// Throws `Failure` where there can be no such partition.
  func refuseWrongPartition() throws {
    guard let data else { return }
    try FileSystemWords.refuseWrongLabel(data.label, of: .immutableDataPartitionLabel)
    try FileSystemWords.refuseWrongOptions(data.options, of: .immutableDataPartitionMountOptions)
    guard data.rootSize % (1 << 20) == 0 else {
      throw Failure(
        "immutable_root_partition_size is \(data.rootSize) bytes, which is not a multiple of 1 MiB",
        hint: "set it to a size like 12G")
    }
  }

  /// Throws `Failure` where a disk of so many bytes has no room for data.
  func refuseSmallDisk(_ diskSize: Int64) throws {
    guard let data else { return }
    guard data.rootSize + Self.leastBesideRoot <= diskSize else {
      throw Failure(
        "disk_size is \(diskSize) bytes, and immutable_root_partition_size, \(data.rootSize), leaves less than 1 GiB of it",
        hint: "make the disk larger or the root smaller")
    }
  }

  /// Throws `Failure` where a path cannot be mounted, or would hide another one.
  func refuseWrongPaths() throws {
    if data == nil, !persistentPaths.isEmpty {
      throw Failure(
        "immutable_persistent_paths names directories, and there is no data partition to keep them",
        hint: "set immutable_data_partition to true")
    }
    let named =
      (data.map { [("immutable_data_partition_mount", $0.mountPoint)] } ?? [])
      + persistentPaths.map { ("immutable_persistent_paths", $0) }
      + memoryPaths.map { ("immutable_tmpfs_paths", $0) }
    for (index, (variable, path)) in named.enumerated() {
      try Self.refuse(path, of: variable)
      for (other, earlier) in named[..<index] where Self.overlap(path, earlier) {
        throw Failure(
          "`\(path)` of \(variable) and `\(earlier)` of \(other) lie in each other",
          hint: "name only one of them; every directory is mounted by itself")
      }
    }
    if memoryPaths.contains("/etc") {
      throw Failure(
        "immutable_tmpfs_paths names /etc, without which nothing starts",
        hint: "name it in immutable_persistent_paths")
    }
    if isRootReadOnly {
      let writable = persistentPaths + memoryPaths
      for path in Self.needed where !writable.contains(where: { Self.isSame(path, orBelow: $0) }) {
        throw Failure(
          "immutable_read_only_root is true, and nothing could be written to \(path)",
          hint: "name it in immutable_persistent_paths or immutable_tmpfs_paths, or build the variant `immutable`")
      }
    }
  }

  private static func refuse(_ path: String, of variable: String) throws {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isPlain =
      path.hasPrefix("/") && path.utf8.allSatisfy { $0 == UInt8(ascii: "/") || FileSystemWords.isOfName($0) }
      && (path == "/" || names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." })
    guard isPlain else {
      throw Failure(
        "\(variable) has `\(path)`, which is no plain absolute path",
        hint: "write it like /var/lib: letters, digits and `-_.`, without `..` and a slash at the end")
    }
    guard !reserved.contains(path), !foreign.contains(where: { isSame(path, orBelow: $0) }) else {
      throw Failure(
        "\(variable) has `\(path)`, over which nothing can be mounted", hint: "name directories that machines write to")
    }
  }

  private static func overlap(_ one: String, _ other: String) -> Bool {
    isSame(one, orBelow: other) || isSame(other, orBelow: one)
  }

  private static func isSame(_ path: String, orBelow above: String) -> Bool {
    path == above || path.hasPrefix("\(above)/")
  }
}
