import Storage
import SystemPackage

extension Store {
  /// Removes everything but results that somebody uses, such as a shell; then records and locks stay too.
  ///
  /// Throws `CacheError` where a run is going.
  public func clear() async throws -> Collection {
    guard fileExists(root) else { return Collection() }
    try prepare()
    let cleared = try await whileNobodyRuns {
      let pool = try poolFiles()
      var collection = try await collectResults { _ in true }
      await dropFailedTrees(&collection) { _ in true }
      collection.files = pool.count
      collection.bytes += pool.reduce(0) { $0 + $1.bytes }
      let isUsed = collection.inUse > 0
      for name in Self.folders + Self.files where !isUsed || ["history", "packages", "pins"].contains(name) {
        // Whoever starts now waits at that lock, and must find it again.
        if name != "locks" { try await removeIfPresent(root.appending(name)) }
      }
      for name in try names(in: "locks") where !isUsed && name != "run" {
        try removeTree(root.appending("locks").appending(name))
      }
      return collection
    }
    guard let cleared else {
      throw CacheError("a build is using the cache at \(root)", hint: "wait until it has ended, or interrupt it")
    }
    return cleared
  }

  private func removeIfPresent(_ path: FilePath) async throws {
    if kind(of: path) == .directory { try await remover(path) } else { try removeTree(path) }
  }
}
