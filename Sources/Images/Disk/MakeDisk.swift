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
  let layout = try DiskLayout(size: request.size)
  try await withTemporaryDirectory(in: request.output.removingLastComponent(), prefix: ".disk") { work in
    let draft = DiskDraft(request, layout, session: session, work: work)
    onStage("writing the boot files")
    try await draft.checkImage()
    try await draft.writeBootFiles()
    onStage("partitioning")
    try await draft.partition()
    onStage("making the root file system")
    try await draft.makeRootFileSystem()
    try await draft.fixTimes()
    try draft.fixSuperblocks()
    onStage("installing the boot loaders")
    try await draft.makeEfiPartition()
    try await draft.installBiosLoader()
    try rename(draft.disk, to: request.output)
  }
  return layout
}
