import Storage
public import SystemPackage

extension Sandbox {
  /// Lends a session over layers of a store, nearest first, whose changes go into a layer that is gone afterwards.
  public static func withThrowawayLayer<T: Sendable>(
    over layers: [FilePath], store: FilePath, sourceDateEpoch: Int64 = 0,
    _ body: (SandboxSession) async throws -> T
  ) async throws -> T {
    let (folder, lock) = try lockedFolder(in: store.appending("drafts"))
    defer { lock.release() }
    let plan = SandboxPlan(
      root: .layers(layers, upper: folder.appending("upper"), work: folder.appending("work")), store: store,
      sourceDateEpoch: sourceDateEpoch)
    let result: Result<T, any Error>
    do { result = .success(try await withSession(plan, body)) } catch { result = .failure(error) }
    // In a task of its own: that the caller was cancelled must not keep the layer.
    let removal = await Task { try await removeTree(folder) }.result
    let value = try result.get()
    try removal.get()
    return value
  }

  /// Makes a folder that is locked: before it is, whoever tidies up takes it for an abandoned one, and it is made again.
  static func lockedFolder(in parent: FilePath) throws -> (FilePath, FileLock) {
    while true {
      let folder = parent.appending("shell-\(UInt64.random(in: .min ... .max))")
      try makeDirectories(folder)
      do {
        if let lock = try FileLock.tryAcquire(folder.appending("lock"), .exclusive), fileExists(lock.path) {
          return (folder, lock)
        }
      } catch {
        if fileExists(folder) { throw error }
      }
    }
  }
}
