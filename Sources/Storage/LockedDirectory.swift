import Glibc
public import SystemPackage

/// Makes a directory in `parent`, locked until `body` ends, and removes it then with all that it holds; `PREFIX.` and
/// random characters are its name.
///
/// Directories of the same prefix whose makers were killed are removed first. Throws what `body` throws, and
/// `StorageError` if the directory cannot be made or removed.
nonisolated(nonsending)
  public func withLockedDirectory<T>(
    in parent: FilePath, prefix: String, _ body: (FilePath) async throws -> T
  ) async throws -> T
{
  try await blocking { try removeAbandoned(in: parent, prefix: prefix) }
  while true {
    let outcome = try await withTemporaryDirectory(in: parent, prefix: prefix) { directory -> T? in
      // Before it is locked, another process takes it for an abandoned one: start again then.
      guard let lock = try lock(directory) else { return nil }
      defer { lock.release() }
      return try await body(directory)
    }
    if let outcome { return outcome }
  }
}

private func lock(_ directory: FilePath) throws(StorageError) -> FileLock? {
  do {
    let lock = try FileLock.tryAcquire(directory.appending("lock"), .exclusive)
    return lock.flatMap { fileExists($0.path) ? $0 : nil }
  } catch {
    if fileExists(directory) { throw error }
    return nil
  }
}

private func removeAbandoned(in parent: FilePath, prefix: String) throws(StorageError) {
  for name in try listDirectory(parent) where name.hasPrefix("\(prefix).") {
    let directory = parent.appending(name)
    guard let lock = try? FileLock.tryAcquire(directory.appending("lock"), .exclusive) else { continue }
    defer { lock.release() }
    try removeTree(directory)
  }
}
