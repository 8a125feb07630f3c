import Storage
import SystemPackage

extension Store {
  /// A file that package managers or compilers keep to save time, with the time of its last use.
  struct PoolFile: Sendable {
    let path: FilePath
    let bytes: Int64
    let used: Int64
  }

  /// All files below `packages/`.
  func poolFiles() throws -> [PoolFile] { try names(in: "packages").flatMap(poolFiles(in:)) }

  /// The files of one folder of `packages/`.
  func poolFiles(in folder: String) -> [PoolFile] {
    filesBelow(root.appending("packages").appending(folder)).map { path, status in
      // A package that is read keeps the archive's time; a compiler notes a use in the other one.
      PoolFile(path: path, bytes: status.allocated, used: max(status.atime.seconds, status.mtime.seconds))
    }
  }

  /// Removes the private copies of package managers that were killed; only while nobody runs.
  func removeAbandonedCopies() async throws {
    for name in try names(in: "packages") where name.hasPrefix("private.") {
      try await remover(root.appending("packages").appending(name))
    }
  }
}
