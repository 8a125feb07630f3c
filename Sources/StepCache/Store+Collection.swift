import FoundationEssentials
import Storage
import SystemPackage
import TaskGraph

extension Store {
  /// A record with the time of its last use.
  struct Kept {
    let entry: Entry
    let used: Int64
  }

  /// Something that may go, with the time of its last use.
  private enum Candidate {
    case result(Kept)
    case failure(FailedFolder)
    case file(PoolFile)

    var used: Int64 {
      switch self {
      case .result(let kept): kept.used
      case .failure(let folder): folder.used
      case .file(let file): file.used
      }
    }
    var bytes: Int64 {
      switch self {
      case .result(let kept): kept.entry.bytes
      case .failure(let folder): folder.bytes
      case .file(let file): file.bytes
      }
    }
  }

  /// Removes abandoned and superseded results, then the least recently used results, trees of failed steps and package
  /// files until the rest is small enough.
  ///
  /// What a running process uses stays, and so do all package files while a run is going.
  ///
  /// - Parameters:
  ///   - maximumBytes: how much may stay; nil for any.
  ///   - maximumAge: how many seconds ago something may have been used; nil for any.
  public func collect(maximumBytes: Int64?, maximumAge: Int64?) async throws -> Collection {
    var collection = Collection()
    try await removeAbandonedDrafts(&collection)
    await dropFailedTrees(&collection) { !$0.isNamed }
    try await collect(maximumBytes: maximumBytes, oldest: maximumAge.map { now() - $0 }, newest: .max, &collection)
    return collection
  }

  /// Keeps the store below a size at the end of a run: nothing happens unless it is larger.
  ///
  /// What this process holds stays, and what was used since `start`, in seconds since 1970. Returns nil where there is
  /// nothing to do, which without a change is known from the last time.
  ///
  /// - Parameter changed: whether something may have come in since.
  public func bound(to maximumBytes: Int64, since start: Int64, changed: Bool) async throws -> Collection? {
    let note = root.appending("size")
    if !changed, (try? readText(note)) == "\(maximumBytes)" { return nil }
    leave()
    var collection: Collection?
    if try usage().bytes > maximumBytes {
      var removed = Collection()
      try await collect(maximumBytes: maximumBytes, oldest: nil, newest: start, &removed)
      collection = removed
    }
    try writeAtomically("\(maximumBytes)", to: note)
    return collection
  }

  private func collect(
    maximumBytes: Int64?, oldest: Int64?, newest: Int64, _ collection: inout Collection
  ) async throws {
    try await removeSuperseded(&collection)
    let everything = try usage().bytes
    let results = try records().map(Candidate.result) + failedFolders().map(Candidate.failure)
    let trimmed: Void? = try await whileNobodyRuns {
      try await removeAbandonedCopies()
      let files = try poolFiles().map(Candidate.file)
      try await remove(results + files, of: everything, maximumBytes, oldest, newest, &collection)
    }
    if trimmed == nil { try await remove(results, of: everything, maximumBytes, oldest, newest, &collection) }
  }

  private func remove(
    _ candidates: [Candidate], of everything: Int64, _ maximumBytes: Int64?, _ oldest: Int64?, _ newest: Int64,
    _ collection: inout Collection
  ) async throws {
    var size = everything
    for candidate in candidates.sorted(by: { $0.used < $1.used }) where candidate.used < newest {
      let tooOld = oldest.map { candidate.used < $0 } ?? false
      let tooMuch = maximumBytes.map { size > $0 } ?? false
      guard tooOld || tooMuch else { continue }
      switch candidate {
      case .file(let file):
        try removeTree(file.path)
        collection.files += 1
      case .failure(let folder):
        guard await drop(folder) else {
          collection.inUse += 1
          continue
        }
        collection.failedTrees += 1
      case .result(let kept):
        guard try await remove(kept.entry) else {
          collection.inUse += 1
          continue
        }
        collection.removed += 1
      }
      collection.bytes += candidate.bytes
      size -= candidate.bytes
    }
  }

  /// Removes superseded results and those that are chosen.
  func collectResults(where isChosen: (Entry) -> Bool) async throws -> Collection {
    var collection = Collection()
    try await removeAbandonedDrafts(&collection)
    try await removeSuperseded(&collection)
    for kept in try records() where isChosen(kept.entry) {
      guard try await remove(kept.entry) else {
        collection.inUse += 1
        continue
      }
      collection.removed += 1
      collection.bytes += kept.entry.bytes
    }
    return collection
  }

  /// Removes the results that no record names.
  private func removeSuperseded(_ collection: inout Collection) async throws {
    let known = try namedResults()
    var locks: [(id: String, FileLock)] = []
    for id in try names(in: "results") where !known.contains(id) {
      if let lock = try? FileLock.tryAcquire(resultFolder(id).appending("lock"), .exclusive) {
        locks.append((id, lock))
      } else {
        collection.inUse += 1
      }
    }
    // Looked at again with the locks held: a build may have ended meanwhile.
    let nowKnown = locks.isEmpty ? [] : try namedResults()
    for (id, lock) in locks where !nowKnown.contains(id) {
      let bytes = size(ofResult: id)
      try await removeResult(id)
      lock.release()
      collection.removed += 1
      collection.bytes += bytes
    }
  }

  /// Removes a result and its record; false where one of them is in use.
  func remove(_ entry: Entry) async throws -> Bool {
    guard let building = try FileLock.tryAcquire(lockPath(of: entry.key), .exclusive) else { return false }
    defer { building.release() }
    guard let lock = try? FileLock.tryAcquire(folder(of: entry).appending("lock"), .exclusive) else {
      // Nobody uses what is not there.
      if fileExists(folder(of: entry)) { return false }
      try removeTree(recordPath(of: entry.key))
      return true
    }
    defer { lock.release() }
    if record(of: entry.key)?.result == entry.result { try removeTree(recordPath(of: entry.key)) }
    try await removeResult(entry.result)
    return true
  }

  private func namedResults() throws -> Set<String> { Set(try records().map(\.entry.result)) }

  /// All records that can be read.
  func records() throws -> [Kept] {
    try recordPaths().compactMap { path in
      guard let entry = record(at: path), let status = try? fileStatus(path) else { return nil }
      return Kept(entry: entry, used: status.mtime.seconds)
    }
  }

  /// The files of all records.
  func recordPaths() throws -> [FilePath] {
    try names(in: "keys").flatMap { prefix in
      try names(in: "keys/\(prefix)").filter { !$0.hasPrefix(".") }.map {
        root.appending("keys").appending(prefix).appending($0)
      }
    }
  }
}
