import ImageSandbox
import Shell
import Storage
import SystemPackage

/// A disk that is being made, in a directory of its own: the stages of `makeDisk` that need the image.
struct DiskDraft {
  let boot: BootSettings
  let mounts: Mounts
  let fileSystems: FileSystems
  let file: DiskFile
  let session: SandboxSession

  /// Where programs in the sandbox see the directory.
  private let place = "/run/image-builder/disk"
  /// Where they see what a file system is made of.
  private let tree = "/run/image-builder/tree"
  private var bind: SandboxBind { SandboxBind(file.work, at: place) }
  private var bootFiles: BootFiles { BootFiles(file.identity, boot, mounts) }

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
      throw DiskError(
        "the image cannot boot: there is no kernel in /boot", hint: "install a kernel in an earlier phase")
    }
    var memory: [String: FileFacts] = [:]
    for path in mounts.memoryPaths { memory[path] = try await session.facts(path) }
    for (path, text) in bootFiles.all(kernels, memory: memory) {
      try await session.write(Array(text.utf8), to: path)
    }
    try await session.makeDirectory("/boot/efi", mode: 0o700)
    let copy = ["cp", "-rT", "--preserve=timestamps", BiosLoader.modules, "/boot/grub/i386-pc"]
    try await session.run(SandboxCommand(copy))
  }

  /// Makes the root's file system of the image's files, without what the sandbox mounts in it.
  func makeRootFileSystem() async throws {
    let script = """
      set -e
      mkdir -p "$2"
      mount --bind "$1" "$2"
      find "$2" -xdev -newermt "@$3" -exec touch --no-dereference --date "@$3" {} +
      shift 3
      exec "$@"
      """
    try await make(.root(file.layout, file.identity, fileSystems), of: tree, script, [])
  }

  /// Makes the file system for data, with copies of the directories that will be mounted from it.
  ///
  /// To be done after the root, which has given the image's files their times.
  func makeDataFileSystem(_ data: DataPartition) async throws {
    guard let partition = file.layout.data else { return }
    let system = Ext4(
      partition: partition, identifier: file.identity.data, hashSeed: file.identity.dataHashSeed, label: data.label,
      mountPoint: data.mountPoint, request: fileSystems)
    let script = """
      set -e
      mkdir -p "$2" "$2-image"
      mount --bind "$1" "$2-image"
      mkdir -m 0700 "$2/$4"
      for path in $5; do mkdir -p "$2/$4$path"; done
      find "$2" -exec touch --date "@$3" {} +
      for path in $5; do mount --bind "$2-image$path" "$2/$4$path"; done
      shift 5
      exec "$@"
      """
    try await make(
      system, of: "\(tree)-data", script, [DataPartition.folder, data.paths.joined(separator: " ")])
  }

  /// Makes a file system of the files that a script puts at `tree`: it gets the image's place, that of the tree, the time of
  /// what it makes, `arguments`, and the command to go on with.
  private func make(_ system: Ext4, of tree: String, _ script: String, _ arguments: [String]) async throws {
    try writeAtomically(Ext4.configuration, to: file.work.appending("mke2fs.conf"))
    let given = [Surroundings.imagePlace, tree, String(file.sourceDateEpoch)] + arguments
    let command = SandboxCommand(
      ["unshare", "--mount", "sh", "-c", script, "sh"] + given
        + system.command(tree: tree, disk: "\(place)/\(DiskFile.name)"),
      environment: file.environment.merging(["MKE2FS_CONFIG": "\(place)/mke2fs.conf"]) { $1 },
      root: .host, binds: [bind])
    do {
      try await session.run(command)
    } catch let error as CommandError {
      throw system.shortage(in: error.lastLines) ?? error
    }
    try await file.fixTimes(of: system)
    try file.fixSuperblocks(of: system)
  }

  /// Makes the EFI system partition with the signed loaders of the image.
  func makeEfiPartition() async throws {
    let vendor = boot.efiDirectory
    var files: [(source: FilePath, target: String)] = []
    for (index, loader) in EfiLoader.files(vendor: vendor).enumerated() {
      let copy = file.work.appending("loader\(index)")
      try await session.copyOut(loader.source, to: copy)
      files.append((copy, loader.target))
    }
    let stub = file.work.appending("stub.cfg")
    try writeAtomically(bootFiles.efiStub, to: stub)
    files += EfiLoader.stubs(vendor: vendor).map { (stub, $0) }
    try await file.makeEfiPartition(directories: EfiLoader.directories(vendor: vendor), files: files)
  }

  /// Puts the image's GRUB where a BIOS finds it.
  func installBiosLoader() async throws {
    let image = ["grub-mkimage", "-O", "i386-pc", "-p", BiosLoader.prefix, "-o", "\(place)/core.img"]
    try await session.run(SandboxCommand(image + BiosLoader.embedded, binds: [bind]))
    try file.writeBiosLoader(
      bootImage: try await session.read("\(BiosLoader.modules)/boot.img"),
      coreImage: try readFile(file.work.appending("core.img")))
  }
}
