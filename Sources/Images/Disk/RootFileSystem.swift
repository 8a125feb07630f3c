/// The ext4 file system of the root: the same features everywhere, whatever the host's defaults are.
enum RootFileSystem {
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
  static func command(tree: String, disk: String, _ partition: DiskLayout.Partition, _ identity: DiskIdentity)
    -> [String]
  {
    let extended = [
      "offset=\(partition.offset)", "hash_seed=\(identity.hashSeed)", "root_owner=0:0", "nodiscard",
      // The file is new and full of holes: zeros need not be written now, nor by the kernel at the first boot.
      "assume_storage_prezeroed=1",
    ]
    return [
      "mkfs.ext4", "-q", "-F",
      "-O", (["none"] + features).joined(separator: ","),
      "-b", String(blockSize), "-g", String(blocksPerGroup), "-I", "256", "-i", "16384",
      "-J", "size=64", "-m", "5", "-e", "remount-ro", "-L", "root", "-M", "/", "-U", identity.root,
      "-E", extended.joined(separator: ","),
      "-d", tree, disk, String(partition.size / blockSize),
    ]
  }

  /// How e2fsprogs' other programs are told of the file system in `disk`.
  static func device(_ disk: String, _ partition: DiskLayout.Partition) -> String {
    "\(disk)?offset=\(partition.offset)"
  }

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
