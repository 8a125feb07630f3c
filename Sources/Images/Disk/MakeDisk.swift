public import ImageSandbox
import Storage
import SystemPackage

/// Makes a disk of the image in `session` that boots by BIOS, by UEFI and with Secure Boot.
///
/// Writes `BootFiles` and GRUB's modules into the image first, so `session` must have a writable layer, to be thrown away
/// afterwards. `onStage` gets a few words for each stage as it begins. The same tree and request give the same bytes.
/// Throws `DiskError`, `CommandError`, `SandboxError` and `StorageError`; `output` appears whole or not at all.
@discardableResult
public func makeDisk(
  _ request: DiskRequest, in session: SandboxSession, onStage: @Sendable (String) -> Void = { _ in }
) async throws -> DiskLayout {
  let layout = try DiskLayout(size: request.size, rootSize: request.mounts.data?.rootSize)
  try await withTemporaryDirectory(in: request.output.removingLastComponent(), prefix: ".disk") { work in
    let file = DiskFile(
      layout: layout, identity: DiskIdentity(request.digest), sourceDateEpoch: request.sourceDateEpoch, work: work)
    let draft = DiskDraft(
      boot: request.boot, mounts: request.mounts, fileSystems: request.fileSystems, file: file, session: session)
    onStage("writing the boot files")
    try await draft.checkImage()
    try await draft.writeBootFiles()
    onStage("partitioning")
    try await file.partition()
    onStage("making the root file system")
    try await draft.makeRootFileSystem()
    if let data = request.mounts.data {
      onStage("making the file system for data")
      try await draft.makeDataFileSystem(data)
    }
    onStage("installing the boot loaders")
    try await draft.makeEfiPartition()
    try await draft.installBiosLoader()
    try rename(file.path, to: request.output)
  }
  return layout
}
