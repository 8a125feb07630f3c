import Storage
public import SystemPackage

/// A result in the making: a folder that becomes an entry, or is removed.
public final class Draft: Sendable {
  /// The name that the result will have.
  public let id: String
  /// The folder: the work puts `tree/` or `files/` into it.
  public let folder: FilePath
  let lock: FileLock

  init(id: String, folder: FilePath, lock: FileLock) {
    self.id = id
    self.folder = folder
    self.lock = lock
  }

  /// Where the files go that the work leaves.
  public var files: FilePath { folder.appending("files") }

  /// Where a layer's changes go.
  public var tree: FilePath { folder.appending("tree") }

  /// Where the work's log goes.
  public var log: FilePath { folder.appending("log") }
}
