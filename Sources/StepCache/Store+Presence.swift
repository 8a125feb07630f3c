import Storage
import Synchronization
import SystemPackage

extension Store {
  private var runLock: FilePath { root.appending("locks/run") }

  /// Keeps others from trimming packages and from clearing until `releaseAll`; waits for who is at it.
  public func join() async throws {
    // A run that is interrupted already still tells so by itself.
    var lock = try FileLock.tryAcquire(runLock, .shared)
    if lock == nil { lock = try await FileLock.acquire(runLock, .shared) }
    presence.withLock { [lock] in $0 = lock }
  }

  /// Takes back `join`, with what is held staying held.
  func leave() {
    presence.withLock { $0 = nil }
  }

  /// Does something while no run is going, this process's own included; nil where one is.
  func whileNobodyRuns<T: Sendable>(_ body: () async throws -> T) async throws -> T? {
    guard fileExists(root.appending("locks")), let lock = try FileLock.tryAcquire(runLock, .exclusive) else {
      return nil
    }
    defer { lock.release() }
    return try await body()
  }
}
