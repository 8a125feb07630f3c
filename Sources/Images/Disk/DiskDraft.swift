import ImageSandbox
import Shell
import Storage
import SystemPackage

/// A disk that is being made, in a directory of its own: the stages of `makeDisk`.
struct DiskDraft {
  let request: DiskRequest
  let layout: DiskLayout
  let identity: DiskIdentity
  let session: SandboxSession
  let work: FilePath

  /// The disk, as programs of the host see it.
  var disk: FilePath { work.appending("disk.raw") }
  /// Where programs in the sandbox see `work`.
  private let workPlace = "/run/image-builder/disk"
  private var workBind: SandboxBind { SandboxBind(work, at: workPlace) }
  private var rootDevice: String { RootFileSystem.device(disk.string, layout.root) }

  init(_ request: DiskRequest, _ layout: DiskLayout, session: SandboxSession, work: FilePath) {
    self.request = request
    self.layout = layout
    self.session = session
    self.work = work
    identity = DiskIdentity(request.digest)
  }

  /// Throws unless the image holds what it boots with.
  func checkImage() async throws {
    var missing: Set<String> = []
    for (path, package) in DiskTools.imageFiles {
      if try await session.facts(path) == nil { missing.insert(package) }
    }
    guard missing.isEmpty else {
      throw DiskError(
        "the image cannot boot: it lacks files of \(missing.sorted().joined(separator: ", "))",
        hint: "install these packages in an earlier phase")
    }
  }

  /// Writes what depends on the disk into the image: `BootFiles` and GRUB's modules, as `grub-install` would.
  func writeBootFiles() async throws {
    let kernels = InstalledKernel.all(inBoot: try await session.list("/boot"))
    guard !kernels.isEmpty else {
      throw DiskError("the image cannot boot: there is no kernel in /boot", hint: "install a kernel in an earlier phase")
    }
    for (path, text) in BootFiles(identity, request.boot).all(kernels) {
      try await session.write(Array(text.utf8), to: path)
    }
    try await session.makeDirectory("/boot/efi", mode: 0o700)
    let copy = ["cp", "-rT", "--preserve=timestamps", BiosLoader.modules, "/boot/grub/i386-pc"]
    try await session.run(SandboxCommand(copy))
  }

  /// Makes the empty disk and its partition table.
  func partition() async throws {
    let file = try FileDescriptor.open(
      disk, .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter { try file.resize(to: layout.size) }
    let script = PartitionTable.script(layout, identity)
    try await runTool(["sfdisk", "--quiet", disk.string], input: script)
  }

  /// Makes the root's file system of the image's files, without what the sandbox mounts in it.
  func makeRootFileSystem() async throws {
    try writeAtomically(RootFileSystem.configuration, to: work.appending("mke2fs.conf"))
    let tree = "/run/image-builder/tree"
    let script = """
      set -e
      mkdir -p "$2"
      mount --bind "$1" "$2"
      find "$2" -xdev -newermt "@$3" -exec touch --no-dereference --date "@$3" {} +
      shift 3
      exec "$@"
      """
    let command = RootFileSystem.command(tree: tree, disk: "\(workPlace)/disk.raw", layout.root, identity)
    try await session.run(
      SandboxCommand(
        ["unshare", "--mount", "sh", "-c", script, "sh", Surroundings.imagePlace, tree, String(request.sourceDateEpoch)]
          + command,
        environment: environment.merging(["MKE2FS_CONFIG": "\(workPlace)/mke2fs.conf"]) { $1 },
        root: .host, binds: [workBind]))
  }

  /// Gives the inodes times that do not depend on when they were made.
  func fixTimes() async throws {
    let report = try await runTool(["dumpe2fs", rootDevice])
    let script = work.appending("times")
    try writeAtomically(try InodeTimes.script(report, epoch: request.sourceDateEpoch), to: script)
    try await debugfs(script)
  }

  /// Clears the count of what mkfs wrote, in every copy of the superblock.
  func fixSuperblocks() throws {
    let file = try FileDescriptor.open(disk, .readWrite)
    try file.closeAfter {
      for place in RootFileSystem.superblocks(size: layout.root.size) {
        var bytes = [UInt8](repeating: 0, count: Superblock.size)
        let offset = layout.root.offset + place
        let count = try bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: offset, into: $0) }
        guard count == bytes.count else { throw DiskError("the disk ends within a superblock") }
        try file.writeAll(toAbsoluteOffset: offset, Superblock.cleared(bytes))
      }
    }
  }

  /// Makes the EFI system partition with the signed loaders of the image.
  func makeEfiPartition() async throws {
    let partition = layout.efi
    try await runTool([
      // The order matters: `--invariant` has a volume identifier of its own.
      "mkfs.vfat", "--invariant", "-F", "32", "-s", "1", "-h", String(partition.start), "-i", identity.efiVolume,
      "-n", "ESP", "--offset", String(partition.start), disk.string, String(partition.size / 1024),
    ])
    let vendor = request.boot.efiDirectory
    let volume = "\(disk)@@\(partition.offset)"
    try await runTool(["mmd", "-i", volume] + EfiLoader.directories(vendor: vendor).map { "::\($0)" })
    let loader = work.appending("loader")
    for file in EfiLoader.files(vendor: vendor) {
      try await session.copyOut(file.source, to: loader)
      try await runTool(["mcopy", "-i", volume, loader.string, "::\(file.target)"])
    }
    let stub = work.appending("stub.cfg")
    try writeAtomically(BootFiles(identity, request.boot).efiStub, to: stub)
    for target in EfiLoader.stubs(vendor: vendor) {
      try await runTool(["mcopy", "-i", volume, stub.string, "::\(target)"])
    }
  }

  /// Puts GRUB where a BIOS finds it.
  func installBiosLoader() async throws {
    let image = ["grub-mkimage", "-O", "i386-pc", "-p", BiosLoader.prefix, "-o", "\(workPlace)/core.img"]
    try await session.run(SandboxCommand(image + BiosLoader.embedded, binds: [workBind]))
    let core = try BiosLoader.core(try readFile(work.appending("core.img")), in: layout.bios)
    let bootImage = try await session.read("\(BiosLoader.modules)/boot.img")
    let bootCode = try BiosLoader.bootCode(bootImage, coreSector: layout.bios.start)
    let file = try FileDescriptor.open(disk, .writeOnly)
    try file.closeAfter {
      try file.writeAll(toAbsoluteOffset: 0, bootCode)
      try file.writeAll(toAbsoluteOffset: layout.bios.offset, core)
    }
  }

  /// What makes the tools' times ours.
  private var environment: [String: String] {
    ["SOURCE_DATE_EPOCH", "E2FSPROGS_FAKE_TIME"].reduce(into: [:]) { $0[$1] = String(request.sourceDateEpoch) }
  }

  /// Runs a program of the host and returns what it prints.
  @discardableResult
  private func runTool(_ arguments: [String], input: String = "") async throws -> String {
    let surroundings = Surroundings.environment(sourceDateEpoch: request.sourceDateEpoch)
    let command = Command(
      arguments, environment: surroundings.merging(environment) { $1 }, input: Array(input.utf8))
    return try await run(command).output
  }

  /// Runs a script of debugfs, which complains of a failed line but ends well.
  private func debugfs(_ script: FilePath) async throws {
    let complaints = work.appending("complaints")
    let command = "exec debugfs -w -f \"$1\" \"$2\" > /dev/null 2> \"$3\""
    try await runTool(["sh", "-c", command, "sh", script.string, rootDevice, complaints.string])
    // The first line is debugfs' version.
    let lines = try readText(complaints).split(separator: "\n").dropFirst()
    guard lines.isEmpty else {
      throw DiskError("debugfs could not set the times of inodes: \(lines.prefix(3).joined(separator: "; "))")
    }
  }
}
