import CLinux
import Glibc
public import SystemPackage

/// Writes out the whole file system that holds `path`; blocks. Throws `StorageError`.
public func syncFileSystem(containing path: FilePath) throws(StorageError) {
  let file = try OpenFile(path, "flush", O_RDONLY)
  try check("flush the file system of", path) { clinux_sync_file_system(file.descriptor) }
}

/// The bytes that this user may still write to the file system that holds `path`; throws `StorageError`.
public func freeSpace(at path: FilePath) throws(StorageError) -> UInt64 {
  var status = statvfs()
  try check("examine the file system of", path) { path.withPlatformString { statvfs($0, &status) } }
  return UInt64(status.f_bavail) * UInt64(status.f_frsize)
}
