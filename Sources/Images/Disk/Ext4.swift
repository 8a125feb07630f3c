/// An ext4 file system of the disk: the same features everywhere, whatever the host's defaults are.
struct Ext4 {
  /// Where it is.
  let partition: DiskLayout.Partition
  /// Its UUID, lower case.
  let identifier: String
  /// The seed of its directory hashes.
  let hashSeed: String
  /// Its label, at most 16 bytes.
  let label: String
  /// Where it is mounted.
  let mountPoint: String
  /// What was asked for of it.
  let request: FileSystems

  /// The root of a disk.
  static func root(_ layout: DiskLayout, _ identity: DiskIdentity, _ request: FileSystems) -> Ext4 {
    Ext4(
      partition: layout.root, identifier: identity.root, hashSeed: identity.hashSeed, label: request.rootLabel,
      mountPoint: "/", request: request)
  }

  /// Debian 12's own list; every kernel and GRUB of the catalogue reads it, which is not so of what came later
  /// (`metadata_csum_seed`, `orphan_file`). With `resize_inode` the root can grow.
  static let features = [
    "has_journal", "ext_attr", "resize_inode", "dir_index", "filetype", "extent", "64bit", "flex_bg", "sparse_super",
    "large_file", "huge_file", "dir_nlink", "extra_isize", "metadata_csum",
  ]
  static let blockSize: Int64 = 4096
  static let blocksPerGroup: Int64 = 32768

  /// Read instead of the host's `/etc/mke2fs.conf`; it may leave nothing empty, and the command's list overrules it.
  static let configuration = """
    [defaults]
    	base_features = sparse_super
    	default_mntopts = acl,user_xattr
    	enable_periodic_fsck = 0
    [fs_types]
    	ext4 = {
    		features = extent
    	}

    """

  /// The command that makes the file system of the files below `tree` in `disk`.
  func command(tree: String, disk: String) -> [String] {
    let extended = [
      "offset=\(partition.offset)", "hash_seed=\(hashSeed)", "root_owner=0:0", "nodiscard",
      // The file is new and full of holes: zeros need not be written now, nor by the kernel at the first boot.
      "assume_storage_prezeroed=1",
    ]
    return [
      "mkfs.ext4", "-q", "-F",
      "-O", (["none"] + Self.features).joined(separator: ","),
      "-b", String(Self.blockSize), "-g", String(Self.blocksPerGroup), "-I", "256",
      "-i", String(request.bytesPerInode), "-J", "size=64", "-m", String(request.reservedPercent), "-e", "remount-ro",
      "-L", label, "-M", mountPoint, "-U", identifier,
      "-E", extended.joined(separator: ","),
      "-d", tree, disk, String(partition.size / Self.blockSize),
    ]
  }

  /// What there is too little of, where mkfs.ext4 gave up because of that and said these lines; nil for anything else.
  func shortage(in lines: [String]) -> DiskError? {
    let size = "the file system `\(label)` of \(partition.size >> 20) MiB"
    if lines.contains(where: { $0.contains("Could not allocate block") }) {
      return DiskError("the files do not fit into \(size)", hint: "make the disk or that partition larger")
    }
    if lines.contains(where: { $0.contains("Could not allocate inode") }) {
      return DiskError(
        "there are more files than \(size) has room for, with \(request.bytesPerInode) bytes for each inode",
        hint: "have fewer bytes for each inode, or make the disk or that partition larger")
    }
    return nil
  }

  /// How e2fsprogs' other programs are told of the file system in `disk`.
  func device(_ disk: String) -> String { "\(disk)?offset=\(partition.offset)" }

  /// Where the superblock and its copies are, in bytes from the start of a file system of `size` bytes: in group 0, 1
  /// and the powers of 3, 5 and 7.
  static func superblocks(size: Int64) -> [Int64] {
    let groups = (size / blockSize + blocksPerGroup - 1) / blocksPerGroup
    var holders: Set<Int64> = [1]
    for base: Int64 in [3, 5, 7] {
      var group = base
      while group < groups {
        holders.insert(group)
        group *= base
      }
    }
    return [1024] + holders.filter { $0 < groups }.sorted().map { $0 * blocksPerGroup * blockSize }
  }
}
