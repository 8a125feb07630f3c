import Storage
import SystemPackage

extension Store {
  /// Starts a result.
  ///
  /// Its lock is shared from the beginning, as nobody else knows of the result: what keeps others from removing a draft
  /// keeps them from removing what it becomes, with no moment in between.
  public func draft() throws -> Draft {
    while true {
      let id = String(UInt64.random(in: .min ... .max), radix: 36)
      let folder = draftFolder(id)
      try makeDirectories(folder)
      // Before it is locked, a process that tidies up takes the folder for an abandoned one: start again then.
      do {
        if let lock = try FileLock.tryAcquire(folder.appending("lock"), .shared), fileExists(lock.path) {
          return Draft(id: id, folder: folder, lock: lock)
        }
      } catch {
        if fileExists(folder) { throw error }
      }
    }
  }

  /// Removes a draft that came to nothing.
  public func discard(_ draft: Draft) async {
    // In a task of its own, as a cancelled one could not wait for the sandbox that removes the folder.
    await Task { try? await remover(draft.folder) }.value
    draft.lock.release()
  }

  /// Removes what killed processes left of drafts; throws the first reason why something stays.
  public func removeAbandonedDrafts() async throws {
    var collection = Collection()
    try await removeAbandonedDrafts(&collection)
  }

  func removeAbandonedDrafts(_ collection: inout Collection) async throws {
    var failure: (any Error)?
    for name in try names(in: "drafts") {
      let folder = draftFolder(name)
      guard let lock = try? FileLock.tryAcquire(folder.appending("lock"), .exclusive) else { continue }
      let bytes = size(of: folder)
      do {
        try await removeDraft(folder)
        collection.unfinished += 1
        collection.bytes += bytes
      } catch {
        failure = failure ?? error
      }
      lock.release()
    }
    if let failure { throw failure }
  }

  /// Removes a folder of drafts whose lock is held exclusively; under another name first, so that nobody who opens its lock
  /// late finds it again.
  private func removeDraft(_ folder: FilePath) async throws {
    let dead = draftFolder("dead-\(UInt64.random(in: .min ... .max))")
    do { try rename(folder, to: dead) } catch {
      // Its owner has just discarded it.
      if fileExists(folder) { throw error } else { return }
    }
    try await remover(dead)
  }

  /// Removes a result whose lock is held exclusively; where that is not finished, it is an abandoned draft.
  func removeResult(_ id: String) async throws {
    try rename(resultFolder(id), to: draftFolder(id))
    try await remover(draftFolder(id))
  }

  /// What lies in one of the store's folders; nothing where there is no such folder.
  func names(in folder: String) throws -> [String] {
    let path = root.appending(folder)
    return fileExists(path) ? try listDirectory(path) : []
  }
}
