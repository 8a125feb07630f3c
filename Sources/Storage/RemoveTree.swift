import Glibc
public import SystemPackage

/// Removes what is at `path`, a directory with all that it holds; that nothing is there is no error.
///
/// Links are removed and never followed, also if somebody exchanges a directory for a link meanwhile: every step is
/// relative to an open directory. Directories without permissions are opened up. Throws `StorageError`.
public func removeTree(_ path: FilePath) throws(StorageError) {
  let name = path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
  try remove(name, in: AT_FDCWD) { path }
}

/// Removes one name; its path is put together only for an error.
private func remove(_ name: [CChar], in parent: Int32, _ path: () -> FilePath) throws(StorageError) {
  if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
  // Linux refuses to unlink a directory with EISDIR; other reasons stand.
  guard errno == EISDIR else { throw .last("remove", path()) }
  try empty(name, in: parent, path)
  if unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT { return }
  throw .last("remove", path())
}

/// Removes all entries of a directory.
private func empty(_ name: [CChar], in parent: Int32, _ path: () -> FilePath) throws(StorageError) {
  let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
  var opened = openat(parent, name, flags)
  if opened == -1 && errno == EACCES && fchmodat(parent, name, 0o700, 0) == 0 {
    opened = openat(parent, name, flags)
  }
  if opened == -1 && errno == ENOENT { return }
  guard opened != -1 else { throw .last("remove", path()) }
  guard let directory = fdopendir(opened) else {
    let error = StorageError.last("remove", path())
    close(opened)
    throw error
  }
  defer { closedir(directory) }
  let entries = try entryNames(of: directory, path)
  if !entries.isEmpty && faccessat(opened, ".", W_OK | X_OK, 0) != 0 { _ = fchmod(opened, 0o700) }
  for entry in entries {
    try remove(entry, in: opened) { path().appending(text(of: entry)) }
  }
}
