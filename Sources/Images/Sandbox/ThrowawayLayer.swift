import Storage
public import SystemPackage

extension Sandbox {
  /// Lends a session over layers of a store, nearest first, whose changes go into a layer that is gone afterwards.
  public static func withThrowawayLayer<T: Sendable>(
    over layers: [FilePath], store: FilePath, sourceDateEpoch: Int64 = 0,
    _ body: (SandboxSession) async throws -> T
  ) async throws -> T {
    let folder = store.appending("drafts").appending("shell-\(UInt64.random(in: .min ... .max))")
    try makeDirectories(folder)
    let lock = try await FileLock.acquire(folder.appending("lock"), .exclusive)
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
}
