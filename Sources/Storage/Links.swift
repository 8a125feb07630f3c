import Glibc
public import SystemPackage

/// Renames a file or a directory within its file system, replacing a file at the new path; throws `StorageError`.
public func rename(_ path: FilePath, to newPath: FilePath) throws(StorageError) {
  try check("rename to \(newPath)", path) {
    path.withPlatformString { old in newPath.withPlatformString { Glibc.rename(old, $0) } }
  }
}

/// Makes a symbolic link at `path` that holds `target` as it is written; throws `StorageError`.
public func makeLink(_ path: FilePath, to target: String) throws(StorageError) {
  try check("make the link", path) { path.withPlatformString { link in symlink(target, link) } }
}

/// Gives the file at `path` a second name; throws `StorageError`, for example across file systems.
public func hardLink(from path: FilePath, to newPath: FilePath) throws(StorageError) {
  try check("link \(path) as", newPath) {
    path.withPlatformString { old in newPath.withPlatformString { link(old, $0) } }
  }
}
