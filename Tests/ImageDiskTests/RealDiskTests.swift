import Digests
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageDisk

/// Small disks, made by the real programs.
@Suite(.enabled(if: missingTools.isEmpty, "missing: \(missingTools)"))
struct RealDiskTests {
  @Test func `e2fsck and sgdisk find nothing`() async throws {
    try await withTestDirectory { directory in
      let disk = try await make(in: directory, tree: try tree(in: directory, "tree"))
      let check = try await run(
        Command(["e2fsck", "-fn", "\(disk.path)?offset=\(disk.layout.root.offset)"], environment: path))
      #expect(check.output.contains("Pass 5"))
      let table = try await run(Command(["sgdisk", "--verify", disk.path.string], environment: path))
      #expect(table.output.contains("No problems found"))
    }
  }

  @Test func `the same files give the same bytes, whenever and in whatever order they were written`() async throws {
    try await withTestDirectory { directory in
      let first = try await make(in: directory.appending("1"), tree: try tree(in: directory, "a"))
      // Times are compared by the second.
      try await Task.sleep(for: .milliseconds(1100))
      let second = try await make(in: directory.appending("2"), tree: try tree(in: directory, "b", backwards: true))
      #expect(try contentDigest(ofFile: first.path) == contentDigest(ofFile: second.path))
    }
  }

  @Test func `the disk takes no more space than its files and its journal's places`() async throws {
    try await withTestDirectory { directory in
      let disk = try await make(in: directory, tree: try tree(in: directory, "tree"), size: 20 << 30)
      let status = try fileStatus(disk.path)
      #expect(status.size == 20 << 30)
      #expect(status.allocated < 64 << 20)
    }
  }

  @Test func `the EFI system partition holds what was put there, with our time and name`() async throws {
    try await withTestDirectory { directory in
      let disk = try await make(in: directory, tree: try tree(in: directory, "tree"))
      let listing = try await run(
        Command(["mdir", "-i", "\(disk.path)@@\(disk.layout.efi.offset)", "::/EFI/BOOT"], environment: path))
      #expect(listing.output.contains("Serial Number is \(disk.identity.efiVolumeName)"))
      #expect(listing.output.contains("2025-06-15"))
      let text = try await run(
        Command(
          ["mtype", "-i", "\(disk.path)@@\(disk.layout.efi.offset)", "::/EFI/BOOT/BOOTX64.EFI"], environment: path))
      #expect(text.output == "a loader")
    }
  }

  private let path = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TZ": "UTC"]

  private func tree(in directory: FilePath, _ name: String, backwards: Bool = false) throws -> FilePath {
    let tree = directory.appending(name)
    try makeDirectories(tree.appending("etc"))
    for index in backwards ? Array((0..<40).reversed()) : Array(0..<40) {
      try writeAtomically("file \(index)", to: tree.appending("etc/file\(index)"))
    }
    try makeLink(tree.appending("link"), to: "etc/file1")
    return tree
  }

  private func make(in work: FilePath, tree: FilePath, size: Int64 = 512 << 20) async throws -> DiskFile {
    try makeDirectories(work)
    let disk = DiskFile(
      layout: try DiskLayout(size: size), identity: DiskIdentity(contentDigest(of: "a tree")),
      sourceDateEpoch: 1_750_000_000, work: work)
    try await disk.partition()
    let configuration = work.appending("mke2fs.conf")
    try writeAtomically(Ext4.configuration, to: configuration)
    let touch = ["find", tree.string, "-exec", "touch", "-h", "-d", "@1750000000", "{}", "+"]
    _ = try await run(Command(touch, environment: path))
    let root = Ext4.root(disk.layout, disk.identity, FileSystems())
    let command = root.command(tree: tree.string, disk: disk.path.string)
    _ = try await run(
      Command(command, environment: disk.environment.merging(["MKE2FS_CONFIG": configuration.string]) { $1 }))
    try await disk.fixTimes(of: root)
    try disk.fixSuperblocks(of: root)
    let loader = work.appending("loader")
    try writeAtomically("a loader", to: loader)
    try await disk.makeEfiPartition(
      directories: ["/EFI", "/EFI/BOOT"], files: [(loader, "/EFI/BOOT/BOOTX64.EFI")])
    try disk.writeBiosLoader(
      bootImage: [UInt8](repeating: 0xee, count: 512), coreImage: [UInt8](repeating: 0xee, count: 30000))
    return disk
  }
}

private let missingTools = (Array(DiskTools.packages.keys) + ["e2fsck", "sgdisk", "mdir", "mtype"])
  .filter { findProgram($0) == nil }.sorted()
