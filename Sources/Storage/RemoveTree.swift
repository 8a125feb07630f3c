import Glibc
public import SystemPackage

/// Removes what is at `path`, a directory with all that it holds; that nothing is there is no error.
///
/// Links are removed and never followed, also if somebody exchanges a directory for a link meanwhile: every step is
/// relative to an open directory. Directories without permissions are opened up. Throws `StorageError`.
public func removeTree(_ path: FilePath) throws(StorageError) {
  try remove(
    path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }, in: AT_FDCWD, path)
}

private func remove(_ name: [CChar], in parent: Int32, _ path: FilePath) throws(StorageError) {
  if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
  // Linux says EISDIR; POSIX would have it EPERM. EACCES and EBUSY are no directory's answer.
  guard errno == EISDIR || errno == EPERM else { throw .last("remove", path) }
  let refusal = StorageError.last("remove", path)
  do {
    try empty(name, in: parent, path)
  } catch  where error.code == .notDirectory || error.code == .tooManySymbolicLinkLevels {
    throw refusal
  }
  if unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT { return }
  throw .last("remove", path)
}

/// Removes all entries of a directory.
private func empty(_ name: [CChar], in parent: Int32, _ path: FilePath) throws(StorageError) {
  let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
  var opened = openat(parent, name, flags)
  if opened == -1 && errno == EACCES && fchmodat(parent, name, 0o700, 0) == 0 {
    opened = openat(parent, name, flags)
  }
  if opened == -1 && errno == ENOENT { return }
  guard opened != -1 else { throw .last("remove", path) }
  guard let directory = fdopendir(opened) else {
    defer { close(opened) }
    throw .last("remove", path)
  }
  defer { closedir(directory) }
  let entries = try entryNames(of: directory, path)
  if !entries.isEmpty && faccessat(opened, ".", W_OK | X_OK, 0) != 0 { _ = fchmod(opened, 0o700) }
  for entry in entries {
    try remove(entry, in: opened, path.appending(text(of: entry)))
  }
}
