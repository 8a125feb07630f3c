import Digests
import FoundationEssentials
import Storage
import Synchronization
public import SystemPackage
import TaskGraph

extension Store {
  /// Looks at every record and at all that its result holds: files and trees are digested, which takes about 1 s a GB.
  ///
  /// - Parameters:
  ///   - removing: removes what is damaged, unless somebody uses it.
  ///   - inspecting: says which files of the folder of packages are damaged, and removes them where it is to.
  public func verify(
    removing: Bool, inspecting: (_ packages: FilePath, _ removing: Bool) async throws -> [String] = { _, _ in [] }
  ) async throws -> Verification {
    var verification = Verification()
    for path in try recordPaths() {
      try Task.checkCancellation()
      guard let damage = try await damage(of: path, &verification) else { continue }
      verification.damaged.append(damage)
      if removing, try await removeRecord(at: path) { verification.removed += 1 }
    }
    for name in try await inspecting(root.appending("packages"), removing) {
      verification.damaged.append(Damage(name: "packages", key: "", fault: "its file \(name) cannot be used"))
      if removing { verification.removed += 1 }
    }
    return verification
  }

  private func damage(of path: FilePath, _ verification: inout Verification) async throws -> Damage? {
    let hash = path.lastComponent?.string ?? ""
    guard let entry = record(at: path) else {
      return fileExists(path) ? Damage(name: nil, key: hash, fault: "its record cannot be read") : nil
    }
    guard entry.key.hash.hex == hash, entry.key.isGenuine else {
      return Damage(name: entry.name, key: hash, fault: "its record belongs to another key")
    }
    // Nothing of it is collected meanwhile; what has just been collected is no damage.
    let wasHeld = leases.withLock { $0[entry.result] != nil }
    guard hold(entry) || fileExists(path) else { return nil }
    defer { if !wasHeld { leases.withLock { $0[entry.result] = nil } } }
    if let fault = await fault(of: entry, in: folder(of: entry)) {
      return Damage(name: entry.name, key: hash, fault: fault)
    }
    verification.sound += 1
    verification.bytes += entry.bytes
    if !entry.flushed, entry.boot != boot {
      // What could be read after a reboot is on the disk.
      try flush([entry])
    }
    return nil
  }

  /// What is wrong with a result in this folder; nil where it is what its record says. Links are never followed, as the
  /// folder may come from elsewhere.
  func fault(of entry: Entry, in folder: FilePath) async -> String? {
    guard kind(of: folder) == .directory else { return "its folder is gone" }
    if let name = entry.contentFolder, kind(of: folder.appending(name)) != .directory {
      return "its folder \(name) is gone"
    }
    guard entry.isConsistent else { return "its record contradicts itself" }
    switch entry.kind {
    case .record: return nil
    case .artifacts: return await fileFault(of: entry, in: folder.appending("files"))
    case .layer:
      do {
        let measured = try await measurer(folder.appending("tree"))
        return entry.isLayer(of: measured.changes) ? nil : "its tree was changed"
      } catch {
        return "its tree cannot be read: \(error)"
      }
    }
  }

  private func fileFault(of entry: Entry, in files: FilePath) async -> String? {
    guard (try? listDirectory(files)) == entry.artifacts.map(\.name) else { return "its files are others" }
    for artifact in entry.artifacts {
      let path = files.appending(artifact.name)
      guard let status = try? fileStatus(path), status.kind == .file, status.size == artifact.size,
        (try? await blocking { try sparseDigest(ofFile: path) }) == artifact.digest
      else { return "its file \(artifact.name) was changed" }
    }
    return nil
  }

  func kind(of path: FilePath) -> FileStatus.Kind? { try? fileStatus(path).kind }

  /// Removes a damaged record and its result; false where somebody builds or uses them.
  private func removeRecord(at path: FilePath) async throws -> Bool {
    if let entry = record(at: path), recordPath(of: entry.key) == path { return try await remove(entry) }
    let lock = root.appending("locks").appending(path.lastComponent?.string ?? "")
    guard let building = try FileLock.tryAcquire(lock, .exclusive) else { return false }
    defer { building.release() }
    try removeTree(path)
    return true
  }
}
