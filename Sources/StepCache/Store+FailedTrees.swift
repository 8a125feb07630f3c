import FoundationEssentials
import Storage
import Synchronization
public import SystemPackage
public import TaskGraph

/// How much must stay free where the tree of a failure is kept, in bytes: a full disk is a reason to fail.
private let reserve: UInt64 = 1 << 30

/// `failed/<id>/` holds the tree of a layer whose making failed, `failed/<target>.json` says which one a target had last.
extension Store {
  /// Keeps what a draft became until it failed, in the place of what each of these targets had before; the draft is gone
  /// then. Where little room is left, or it cannot be kept, it is discarded.
  public func keep(_ draft: Draft, failedAs tree: FailedTree, for targets: [Target]) async {
    guard !targets.isEmpty, fileExists(draft.tree), let free = try? freeSpace(at: root), free > reserve else {
      return await discard(draft)
    }
    var tree = tree
    tree.folder = "failed/\(draft.id)"
    do {
      try makeDirectories(root.appending("failed"))
      let text = try JSONEncoder().encode(tree)
      try rename(draft.folder, to: root.appending(tree.folder))
      draft.lock.release()
      for target in targets { try writeAtomically([UInt8](text), to: failedRecord(of: target)) }
    } catch {
      if fileExists(draft.folder) { await discard(draft) }
    }
    await removeUnnamedFailedTrees()
  }

  /// What failed last for a target, if that is still there.
  public func failedTree(of target: Target) -> FailedTree? {
    guard let bytes = try? readFile(failedRecord(of: target)) else { return nil }
    return FailedTree(record: bytes).flatMap { fileExists(root.appending($0.folder).appending("tree")) ? $0 : nil }
  }

  /// The trees of what failed and of what it stands on, nearest first and relative to the store; they are kept until the
  /// store lets go of them. Nil where one of them is gone.
  public func layers(of tree: FailedTree) -> [FilePath]? {
    let folders = [tree.folder] + tree.results.map { "results/\($0)" }
    for folder in folders {
      let path = root.appending(folder)
      guard fileExists(path.appending("tree")), let lock = try? FileLock.tryAcquire(path.appending("lock"), .shared)
      else { return nil }
      leases.withLock { $0[folder] = lock }
    }
    return folders.map { FilePath($0).appending("tree") }
  }

  /// Forgets what failed for a target, if it is one of these works, or whatever it is.
  public func dropFailedTree(of works: Set<String>? = nil, for target: Target) async {
    guard let tree = failedTree(of: target), works?.contains(tree.work) ?? true else { return }
    try? removeTree(failedRecord(of: target))
    await removeUnnamedFailedTrees()
  }

  /// A folder with the tree of a failure.
  struct FailedFolder: Sendable {
    let path: FilePath
    /// When it failed, in seconds since 1970.
    let used: Int64
    /// As much of its size as can be read.
    let bytes: Int64
    /// The records of the targets that it is the last failure of.
    let records: [FilePath]

    var isNamed: Bool { !records.isEmpty }
  }

  /// Everything that failed and is still there.
  func failedFolders() throws -> [FailedFolder] {
    let all = try names(in: "failed").map { root.appending("failed").appending($0) }
    let records = all.filter { $0.extension == "json" }
    let folders = Dictionary(grouping: records) { record -> String in
      let bytes = try? readFile(record)
      return bytes.flatMap { FailedTree(record: $0) }?.folder ?? ""
    }
    return all.filter { $0.extension != "json" }.map { path in
      let used = (try? fileStatus(path).mtime.seconds) ?? 0
      let names = folders["failed/\(path.lastComponent?.string ?? "")"] ?? []
      return FailedFolder(path: path, used: used, bytes: size(of: path), records: names)
    }
  }

  /// Forgets what failed and is chosen, but for what is being looked into.
  func dropFailedTrees(_ collection: inout Collection, where isChosen: (FailedFolder) -> Bool) async {
    for folder in (try? failedFolders()) ?? [] where isChosen(folder) {
      if await drop(folder) {
        collection.failedTrees += 1
        collection.bytes += folder.bytes
      } else {
        collection.inUse += 1
      }
    }
  }

  /// Removes the trees that no target names and nobody looks into.
  private func removeUnnamedFailedTrees() async {
    for folder in (try? failedFolders()) ?? [] where !folder.isNamed { _ = await drop(folder) }
  }

  /// Removes the tree of a failure and what names it; false where somebody looks into it.
  func drop(_ folder: FailedFolder) async -> Bool {
    guard let lock = try? FileLock.tryAcquire(folder.path.appending("lock"), .exclusive) else { return false }
    defer { lock.release() }
    for record in folder.records { try? removeTree(record) }
    // As with drafts: a task that is cancelled could not wait for the sandbox.
    await Task { try? await remover(folder.path) }.value
    return !fileExists(folder.path)
  }

  private func failedRecord(of target: Target) -> FilePath {
    root.appending("failed").appending("\(target.name).json")
  }
}
