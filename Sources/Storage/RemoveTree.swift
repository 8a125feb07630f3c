import Glibc
public import SystemPackage

/// Removes what is at `path`, a directory with all that it holds; that nothing is there is no error.
///
/// Links are removed and never followed, also if somebody exchanges a directory for a link meanwhile: every step is
/// relative to an open directory. Directories without permissions are opened up. Throws `StorageError`.
public func removeTree(_ path: FilePath) throws(StorageError) {
  let name = path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
  if try isUnlinked(name, in: AT_FDCWD, { path }) { return }
  // Who looks whether a draft is abandoned puts a lock into it, also while its owner removes it.
  for _ in 1..<attempts {
    do throws(StorageError) {
      return try TreeRemoval(of: name, at: path).perform()
    } catch {
      guard error.code == .directoryNotEmpty else { throw error }
    }
  }
  try TreeRemoval(of: name, at: path).perform()
}

/// How often a directory is emptied into which somebody puts files meanwhile.
private let attempts = 100

/// Removes a name that is no directory; true where nothing of that name is left.
func isUnlinked(_ name: [CChar], in parent: Int32, _ path: () -> FilePath) throws(StorageError) -> Bool {
  if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return true }
  // Linux refuses to unlink a directory with EISDIR; other reasons stand.
  if errno == EISDIR { return false }
  throw .last("remove", path())
}
