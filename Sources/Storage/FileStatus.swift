import Glibc
public import SystemPackage

/// What the file system knows about a path without following a link at its end.
public struct FileStatus: Hashable, Sendable {
  /// What stands at a path.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A directory.
    case directory
    /// A symbolic link.
    case link
    /// A device, a socket or a pipe.
    case other
  }

  /// What it is.
  public let kind: Kind
  /// Bytes to be read.
  public let size: Int64
  /// Bytes on the disk: fewer than `size` if it has holes.
  public let allocated: Int64
  /// When its content changed last.
  public let mtime: FileTime
  /// When it was read last, as far as the file system notes that.
  public let atime: FileTime
  /// Its number in its file system.
  public let inode: UInt64
  /// Its file system.
  public let device: UInt64
  /// Its permission bits, with set-user-ID, set-group-ID and sticky.
  public let mode: UInt32
}

/// What the file system knows about `path`; throws `StorageError`, also if nothing is there.
public func fileStatus(_ path: FilePath) throws(StorageError) -> FileStatus {
  var status = stat()
  try check("examine", path) { path.withPlatformString { lstat($0, &status) } }
  let kind: FileStatus.Kind =
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .other
    }
  return FileStatus(
    kind: kind,
    size: Int64(status.st_size),
    allocated: Int64(status.st_blocks) * 512,
    mtime: FileTime(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec)),
    atime: FileTime(seconds: Int64(status.st_atim.tv_sec), nanoseconds: Int64(status.st_atim.tv_nsec)),
    inode: UInt64(status.st_ino),
    device: UInt64(status.st_dev),
    mode: UInt32(status.st_mode & 0o7777)
  )
}

/// Whether something is at `path`, links followed.
public func fileExists(_ path: FilePath) -> Bool {
  path.withPlatformString { access($0, F_OK) } == 0
}
