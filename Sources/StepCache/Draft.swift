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

  /// Room for what is needed only while the work is done; it is no part of the result.
  public var scratch: FilePath { folder.appending("scratch") }

  /// Makes the folder for files, and returns it.
  @discardableResult
  public func makeFiles() throws -> FilePath {
    try makeDirectories(files)
    return files
  }

  /// Makes the room for what is needed only while the work is done, and returns it.
  public func makeScratch() throws -> FilePath {
    try makeDirectories(scratch)
    return scratch
  }

  /// Moves a file of the store's among the files that the work leaves.
  public func keep(_ file: FilePath, as name: String) throws {
    try rename(file, to: makeFiles().appending(name))
  }

  /// Copies a file, holes and all, among the files that the work leaves.
  public func copy(_ file: FilePath, as name: String) async throws {
    let target = try makeFiles().appending(name)
    try await blocking { try copySparse(from: file, to: target) }
  }
}
