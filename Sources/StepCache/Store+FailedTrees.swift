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

  /// Forgets all that failed, but for what is being looked into.
  func dropFailedTrees() async {
    for name in (try? names(in: "failed")) ?? [] where name.hasSuffix(".json") {
      try? removeTree(root.appending("failed").appending(name))
    }
    await removeUnnamedFailedTrees()
  }

  /// Removes the trees that no target names and nobody looks into.
  private func removeUnnamedFailedTrees() async {
    let all = (try? names(in: "failed")) ?? []
    let named = all.filter { $0.hasSuffix(".json") }.compactMap { name -> String? in
      let bytes = try? readFile(root.appending("failed").appending(name))
      return bytes.flatMap { FailedTree(record: $0) }?.folder
    }
    for name in all where !name.hasSuffix(".json") && !named.contains("failed/\(name)") {
      let folder = root.appending("failed").appending(name)
      guard let lock = try? FileLock.tryAcquire(folder.appending("lock"), .exclusive) else { continue }
      // As with drafts: a task that is cancelled could not wait for the sandbox.
      await Task { try? await remover(folder) }.value
      lock.release()
    }
  }

  private func failedRecord(of target: Target) -> FilePath {
    root.appending("failed").appending("\(target.name).json")
  }
}
