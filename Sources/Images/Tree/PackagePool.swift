import Digests
import Glibc
import Storage
public import SystemPackage

/// Package files and package lists that outlive a sandbox: downloaded once, used by every image.
public struct PackagePool: Sendable {
  /// The pool's directory, in the store.
  public let directory: FilePath

  /// A pool in `directory`, which is made when it is first used.
  public init(_ directory: FilePath) {
    self.directory = directory
  }

  /// A directory for one package manager, with everything that the pool has.
  struct PrivateCopy {
    let directory: FilePath
    /// What stands at /var/cache/apt.
    var cache: FilePath { directory.appending("cache") }
    /// What stands at /var/lib/apt/lists.
    var lists: FilePath { directory.appending("lists") }
    /// Empty directories.
    var dev: FilePath { directory.appending("dev") }
    var proc: FilePath { directory.appending("proc") }
    var sys: FilePath { directory.appending("sys") }

    /// The states of the archives whose lists apt names in `answer`.
    func archiveStates(_ answer: String) throws -> [String: String] {
      try ArchiveIndexes.states(answer) { name in
        let file = lists.appending(name)
        return fileExists(file) ? try readText(file) : nil
      }
    }
  }

  /// Lends a private copy, since two package managers cannot share one, and keeps what was added to it.
  ///
  /// The copy is made of hard links: both sides only ever add files and remove them.
  nonisolated(nonsending)
    func withPrivateCopy<T>(_ body: (PrivateCopy) async throws -> T) async throws -> T
  {
    try makeDirectories(directory)
    return try await withLockedDirectory(in: directory, prefix: "private") { temporary in
      let copy = PrivateCopy(directory: temporary)
      let shared = [
        (directory.appending("archives"), copy.cache.appending("archives"), Self.isArchive),
        (directory.appending("lists"), copy.lists, Self.isList),
        (directory.appending("caches"), copy.cache, Self.isCache),
        (
          directory.appending(UnpackedPackages.directory), copy.cache.appending(UnpackedPackages.directory),
          UnpackedPackages.isWhole
        ),
      ]
      for empty in [copy.dev, copy.proc, copy.sys] { try makeDirectories(empty) }
      try makeDirectories(copy.cache.appending("archives/partial"))
      try makeDirectories(copy.cache.appending(UnpackedPackages.directory))
      try makeDirectories(copy.lists.appending("partial"))
      for (pool, own, isShared) in shared {
        try makeDirectories(pool)
        try link(from: pool, to: own, where: isShared)
      }
      let result: Result<T, any Error>
      do { result = .success(try await body(copy)) } catch { result = .failure(error) }
      // Also what was fetched before something failed: only what is whole stands outside of `partial`.
      for (pool, own, isShared) in shared { try link(from: own, to: pool, where: isShared) }
      try dropUnreadable(notedIn: copy.cache.appending(UnpackedPackages.directory))
      return try result.get()
    }
  }

  /// Whether the lists for these sources were fetched since the first time that this process asked; other processes
  /// that fetched them count.
  func isUpdated(for sources: String) throws -> Bool {
    let file = note(of: sources)
    let first = Self.firstAsked
    return try fileExists(file) && (Int(readText(file)) ?? 0) >= first
  }

  /// Remembers that the lists for these sources are in the pool, and that they are new.
  func noteUpdate(of sources: String) throws {
    try makeDirectories(note(of: sources).removingLastComponent())
    try writeAtomically(String(time(nil)), to: note(of: sources))
  }

  private static let firstAsked = time(nil)

  private func note(of sources: String) -> FilePath {
    directory.appending("updates").appending(contentDigest(of: sources).short)
  }

  private static func isArchive(_ name: String) -> Bool { name.hasSuffix(".deb") }
  private static func isList(_ name: String) -> Bool { name != "lock" && name != "partial" && name != "auxfiles" }
  private static func isCache(_ name: String) -> Bool { name.hasSuffix(".bin") }

  /// Removes packages that could not be read: apt looks only at the sizes of those that it has.
  private func dropUnreadable(notedIn notes: FilePath) throws {
    for name in try listDirectory(notes).compactMap(UnpackedPackages.unreadable) {
      let file = directory.appending("archives").appending(name)
      if fileExists(file) { try removeTree(file) }
    }
  }

  /// Links what is not there; a file of the same name that is another one is replaced.
  private func link(from source: FilePath, to target: FilePath, where isShared: (String) -> Bool) throws {
    for name in try listDirectory(source) where isShared(name) {
      let file = source.appending(name)
      let newFile = target.appending(name)
      if fileExists(newFile) {
        if try fileStatus(newFile).inode == fileStatus(file).inode { continue }
        try removeTree(newFile)
      }
      do {
        try hardLink(from: file, to: newFile)
      } catch {
        // Another builder was faster, or cleans up.
        guard error.code == .fileExists || error.isMissing else { throw error }
      }
    }
  }
}
