import Digests
import Testing

@testable import ImageDisk

struct FileSystemTests {
  @Test func `CRC-32C has the check value of its specification`() {
    #expect(~Superblock.castagnoli(Array("123456789".utf8)[...]) == 0xe306_9283)
  }

  @Test func `superblocks are in group 0, 1 and powers of 3, 5 and 7`() {
    let group: Int64 = 128 << 20
    #expect(Ext4.superblocks(size: 10 * group) == [1024, 1, 3, 5, 7, 9].map { $0 == 1024 ? $0 : $0 * group })
    #expect(Ext4.superblocks(size: group) == [1024])
    #expect(Ext4.superblocks(size: group + 4096) == [1024, group])
  }

  @Test func `what is no superblock is not touched`() {
    #expect(throws: DiskError.self) { try Superblock.cleared([UInt8](repeating: 0, count: 1024)) }
  }

  @Test func `the root can grow, and has no feature that older systems do not know`() throws {
    let layout = try DiskLayout(size: 20 << 30)
    let command = Ext4.root(layout, DiskIdentity(contentDigest(of: "a tree")), FileSystems())
      .command(tree: "/tree", disk: "/disk")
    let features = try #require(command.first { $0.hasPrefix("none,") }).split(separator: ",")
    #expect(features.contains("resize_inode"))
    #expect(!features.contains("orphan_file") && !features.contains("metadata_csum_seed"))
    #expect(command.suffix(2) == ["/disk", String(layout.root.size / 4096)])
  }

  @Test func `a file system is labelled, and has the inodes and the reserve that were asked for`() throws {
    let request = FileSystems(rootLabel: "cloudimg-rootfs", bytesPerInode: 8192, reservedPercent: 1)
    let command = Ext4.root(try DiskLayout(size: 4 << 30), DiskIdentity(contentDigest(of: "a tree")), request)
      .command(tree: "/tree", disk: "/disk")
    for (option, value) in [("-L", "cloudimg-rootfs"), ("-i", "8192"), ("-m", "1")] {
      let place = try #require(command.firstIndex(of: option))
      #expect(command[place + 1] == value)
    }
  }

  @Test(arguments: [
    (
      "__populate_fs: Could not allocate block in ext2 filesystem while writing file \"libicudata.so.72.1\"",
      "do not fit into the file system `root` of 893 MiB"
    ),
    (
      "mkfs.ext4: Could not allocate inode in ext2 filesystem while populating file system",
      "more files than the file system `root` of 893 MiB has room for, with 16384 bytes"
    ),
  ])
  func `a file system that is too small for its files says so`(line: String, words: String) throws {
    let root = Ext4.root(try DiskLayout(size: 1 << 30), DiskIdentity(contentDigest(of: "a tree")), FileSystems())
    #expect(try #require(root.shortage(in: ["", line])).message.contains(words))
    #expect(root.shortage(in: ["mkfs.ext4: Permission denied"]) == nil)
  }

  @Test func `used inodes are those that no group lists as free`() throws {
    let report = """
      Inode count:              60
      Group 0: (Blocks 0-1)
        Free inodes: 14-20, 25
      Group 1: (Blocks 2-3)
        Free inodes: 32-60
      """
    #expect(try InodeTimes.used(report) == [2, 11, 12, 13] + [21, 22, 23, 24] + Array(26...31))
  }

  @Test func `every inode gets three times and keeps that of its modification`() throws {
    let script = try InodeTimes.script("Inode count: 11\n", epoch: 1_750_000_000)
    #expect(
      script.split(separator: "\n").prefix(3) == [
        "set_inode_field <2> atime @1750000000", "set_inode_field <2> ctime @1750000000",
        "set_inode_field <2> crtime @1750000000",
      ])
    #expect(!script.contains("mtime"))
  }

  @Test func `a report without inodes is an error`() {
    #expect(throws: DiskError.self) { try InodeTimes.used("") }
  }

  @Test func `the partition table names types, places and GUIDs`() throws {
    let identity = DiskIdentity(contentDigest(of: "a tree"))
    let lines = PartitionTable.script(try DiskLayout(size: 1 << 30), identity).split(separator: "\n")
    #expect(lines.first == "label: gpt")
    #expect(lines.contains("label-id: \(identity.disk)"))
    #expect(
      lines.last == """
        start=266240, size=1828864, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, uuid=\(identity.rootPartition), \
        name="root"
        """)
  }
}
