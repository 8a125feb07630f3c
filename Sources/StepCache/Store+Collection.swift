import Storage
import SystemPackage
import TaskGraph

extension Store {
  /// A record with the time of its last use.
  private struct Kept {
    let entry: Entry
    let used: Int64
  }

  /// Adds up what the store holds.
  public func usage() throws -> Usage {
    var rows: [String: (Int, Int64)] = [:]
    for kept in try records() {
      let (count, bytes) = rows[kept.entry.name] ?? (0, 0)
      rows[kept.entry.name] = (count + 1, bytes + kept.entry.bytes)
    }
    let sorted = rows.map { Usage.Row(name: $0, results: $1.0, bytes: $1.1) }
      .sorted { ($0.bytes, $1.name) > ($1.bytes, $0.name) }
    var place = root
    while !fileExists(place), !place.components.isEmpty { place.removeLastComponent() }
    return Usage(rows: sorted, bytes: sorted.reduce(0) { $0 + $1.bytes }, free: Int64(try freeSpace(at: place)))
  }

  /// Removes abandoned and superseded results, then the least recently used ones until the rest is small enough.
  ///
  /// What a running process uses stays.
  ///
  /// - Parameters:
  ///   - maximumBytes: how much may stay; nil for any.
  ///   - maximumAge: how many seconds ago a result may have been used; nil for any.
  public func collect(maximumBytes: Int64?, maximumAge: Int64?) async throws -> Collection {
    try await removeAbandonedDrafts()
    await dropFailedTrees()
    var collection = Collection()
    try await removeSuperseded(&collection)

    let kept = try records().sorted { $0.used < $1.used }
    var size = kept.reduce(0) { $0 + $1.entry.bytes }
    let oldest = maximumAge.map { now() - $0 }
    for item in kept {
      let tooOld = oldest.map { item.used < $0 } ?? false
      let tooMuch = maximumBytes.map { size > $0 } ?? false
      guard tooOld || tooMuch else { continue }
      if try await remove(item.entry) {
        collection.removed += 1
        collection.bytes += item.entry.bytes
        size -= item.entry.bytes
      } else {
        collection.inUse += 1
      }
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
      try await removeResult(id)
      lock.release()
      collection.removed += 1
    }
  }

  /// Removes a result and its record; false where one of them is in use.
  private func remove(_ entry: Entry) async throws -> Bool {
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
  private func records() throws -> [Kept] {
    var found: [Kept] = []
    for prefix in try names(in: "keys") {
      for name in try names(in: "keys/\(prefix)") where !name.hasPrefix(".") {
        let path = root.appending("keys").appending(prefix).appending(name)
        guard let entry = record(at: path), let status = try? fileStatus(path) else { continue }
        found.append(Kept(entry: entry, used: status.mtime.seconds))
      }
    }
    return found
  }
}
