import ImageSandbox
import Storage
import SystemPackage

/// A disk that is being made, in a directory of its own: the stages of `makeDisk` that need the image.
struct DiskDraft {
  let boot: BootSettings
  let file: DiskFile
  let session: SandboxSession

  /// Where programs in the sandbox see the directory.
  private let place = "/run/image-builder/disk"
  private var bind: SandboxBind { SandboxBind(file.work, at: place) }
  private var bootFiles: BootFiles { BootFiles(file.identity, boot) }

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
    for (path, text) in bootFiles.all(kernels) {
      try await session.write(Array(text.utf8), to: path)
    }
    try await session.makeDirectory("/boot/efi", mode: 0o700)
    let copy = ["cp", "-rT", "--preserve=timestamps", BiosLoader.modules, "/boot/grub/i386-pc"]
    try await session.run(SandboxCommand(copy))
  }

  /// Makes the root's file system of the image's files, without what the sandbox mounts in it.
  func makeRootFileSystem() async throws {
    try writeAtomically(RootFileSystem.configuration, to: file.work.appending("mke2fs.conf"))
    let tree = "/run/image-builder/tree"
    let script = """
      set -e
      mkdir -p "$2"
      mount --bind "$1" "$2"
      find "$2" -xdev -newermt "@$3" -exec touch --no-dereference --date "@$3" {} +
      shift 3
      exec "$@"
      """
    let command = RootFileSystem.command(
      tree: tree, disk: "\(place)/\(DiskFile.name)", file.layout.root, file.identity)
    try await session.run(
      SandboxCommand(
        ["unshare", "--mount", "sh", "-c", script, "sh", Surroundings.imagePlace, tree, String(file.sourceDateEpoch)]
          + command,
        environment: file.environment.merging(["MKE2FS_CONFIG": "\(place)/mke2fs.conf"]) { $1 },
        root: .host, binds: [bind]))
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
