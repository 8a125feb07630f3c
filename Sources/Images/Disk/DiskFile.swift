import ImageSandbox
import Shell
import Storage
import SystemPackage

/// The file of a disk and what programs of the host do with it, no image needed.
struct DiskFile {
  let layout: DiskLayout
  let identity: DiskIdentity
  let sourceDateEpoch: Int64
  /// A directory for the file, and for scripts.
  let work: FilePath

  /// Its name in `work`.
  static let name = "disk.raw"
  var path: FilePath { work.appending(Self.name) }

  /// Makes the empty disk and its partition table.
  func partition() async throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter { try file.resize(to: layout.size) }
    try await runTool(["sfdisk", "--quiet", Self.name], input: PartitionTable.script(layout, identity))
  }

  /// Gives the inodes of a file system times that do not depend on when they were made.
  func fixTimes(of system: Ext4) async throws {
    let report = try await runTool(["dumpe2fs", system.device(Self.name)])
    let script = work.appending("times")
    try writeAtomically(try InodeTimes.script(report, epoch: sourceDateEpoch), to: script)
    try await debugfs(script, system.device(Self.name))
  }

  /// Clears the count of what mkfs wrote, in every copy of the superblock.
  func fixSuperblocks(of system: Ext4) throws {
    let file = try FileDescriptor.open(path, .readWrite)
    try file.closeAfter {
      for place in Ext4.superblocks(size: system.partition.size) {
        var bytes = [UInt8](repeating: 0, count: Superblock.size)
        let offset = system.partition.offset + place
        let count = try bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: offset, into: $0) }
        guard count == bytes.count else { throw DiskError("the disk ends within a superblock") }
        try file.writeAll(toAbsoluteOffset: offset, Superblock.cleared(bytes))
      }
    }
  }

  /// Makes the EFI system partition with `files`, each a path of the host and one of the partition.
  func makeEfiPartition(directories: [String], files: [(source: FilePath, target: String)]) async throws {
    let partition = layout.efi
    try await runTool([
      // The order matters: `--invariant` has a volume identifier of its own.
      "mkfs.vfat", "--invariant", "-F", "32", "-s", "1", "-h", String(partition.start), "-i", identity.efiVolume,
      "-n", "ESP", "--offset", String(partition.start), Self.name, String(partition.size / 1024),
    ])
    let volume = "\(Self.name)@@\(partition.offset)"
    try await runTool(["mmd", "-i", volume] + directories.map { "::\($0)" })
    for file in files {
      try await runTool(["mcopy", "-i", volume, file.source.string, "::\(file.target)"])
    }
  }

  /// Puts GRUB where a BIOS finds it.
  func writeBiosLoader(bootImage: [UInt8], coreImage: [UInt8]) throws {
    let bootCode = try BiosLoader.bootCode(bootImage, coreSector: layout.bios.start)
    let core = try BiosLoader.core(coreImage, in: layout.bios)
    let file = try FileDescriptor.open(path, .writeOnly)
    try file.closeAfter {
      try file.writeAll(toAbsoluteOffset: 0, bootCode)
      try file.writeAll(toAbsoluteOffset: layout.bios.offset, core)
    }
  }

  /// What programs find around them: our times instead of the clock's.
  var environment: [String: String] {
    Surroundings.environment(sourceDateEpoch: sourceDateEpoch)
      .merging(["E2FSPROGS_FAKE_TIME": String(sourceDateEpoch)]) { $1 }
  }

  /// Runs a program of the host in `work` and returns what it prints.
  ///
  /// The disk goes by its name there: to these programs the characters `?` and `@@` of a longer path would have a meaning,
  /// and mtools takes no path of more than 255.
  @discardableResult
  private func runTool(_ arguments: [String], input: String = "") async throws -> String {
    try await run(Command(arguments, environment: environment, directory: work, input: Array(input.utf8))).output
  }

  /// Runs a script of debugfs, which complains of a failed line but ends well.
  private func debugfs(_ script: FilePath, _ device: String) async throws {
    let complaints = work.appending("complaints")
    let command = "exec debugfs -w -f \"$1\" \"$2\" > /dev/null 2> \"$3\""
    try await runTool(["sh", "-c", command, "sh", script.string, device, complaints.string])
    // The first line is debugfs' version.
    let lines = try readText(complaints).split(separator: "\n").dropFirst()
    guard lines.isEmpty else {
      throw DiskError("debugfs could not set the times of inodes: \(lines.prefix(3).joined(separator: "; "))")
    }
  }
}
