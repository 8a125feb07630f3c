import Glibc
import Storage
import SystemPackage
public import TaskGraph

extension Store {
  /// Does something while no other process builds this key.
  ///
  /// Whoever holds this lock has all of its inputs and waits for no other one, so that no two builds wait for each other.
  ///
  /// - Parameter onWait: called once if that has to be waited for, with who builds it: `process 4711`.
  public func whileBuilding<T: Sendable>(
    _ key: CacheKey, onWait: (_ builder: String) -> Void, _ body: () async throws -> T
  ) async throws -> T {
    let path = lockPath(of: key)
    var lock = try FileLock.tryAcquire(path, .exclusive)
    if lock == nil {
      onWait(builder(notedIn: path))
      lock = try await FileLock.acquire(path, .exclusive)
    }
    defer { lock?.release() }
    noteBuilder(in: path)
    return try await body()
  }

  /// Who builds, as far as the lock file tells.
  private func builder(notedIn path: FilePath) -> String {
    (try? readText(path)).flatMap { Int($0) }.map { "process \($0)" } ?? "another process"
  }

  /// Says in the lock file itself who holds it, as a new file would be another lock; who waits can do without.
  private func noteBuilder(in path: FilePath) {
    guard let file = try? FileDescriptor.open(path, .writeOnly, options: [.truncate, .closeOnExec]) else { return }
    _ = try? file.closeAfter { try file.writeAll("\(getpid())".utf8) }
  }
}
