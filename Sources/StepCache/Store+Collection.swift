import Digests
import FoundationEssentials
import Storage
import SystemPackage
import TaskGraph

extension Store {
  /// A record with the time of its last use.
  struct Kept {
    let entry: Entry
    let record: FilePath
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
    return Usage(rows: sorted, bytes: sorted.reduce(0) { $0 + $1.bytes }, free: Int64(try freeSpace(at: root)))
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
    let kept = try records().sorted { $0.used < $1.used }
    let known = Set(kept.map(\.entry.result))
    var doomed: [(folder: FilePath, kept: Kept?)] = try listDirectory(root.appending("results"))
      .filter { !known.contains($0) }
      .map { (root.appending("results").appending($0), nil) }

    var size = kept.reduce(0) { $0 + $1.entry.bytes }
    let oldest = maximumAge.map { now() - $0 }
    for item in kept {
      let tooOld = oldest.map { item.used < $0 } ?? false
      let tooMuch = maximumBytes.map { size > $0 } ?? false
      guard tooOld || tooMuch else { continue }
      size -= item.entry.bytes
      doomed.append((folder(of: item.entry), item))
    }
    return try await remove(doomed)
  }

  private func remove(_ doomed: [(folder: FilePath, kept: Kept?)]) async throws -> Collection {
    var removed: (count: Int, bytes: Int64, inUse: Int) = (0, 0, 0)
    for (folder, kept) in doomed {
      guard let lock = try? FileLock.tryAcquire(folder.appending("lock"), .exclusive) else {
        removed.inUse += 1
        continue
      }
      if let kept { try removeTree(kept.record) }
      try await remover([folder])
      lock.release()
      removed.count += 1
      removed.bytes += kept?.entry.bytes ?? 0
    }
    return Collection(removed: removed.count, bytes: removed.bytes, inUse: removed.inUse)
  }

  private func records() throws -> [Kept] {
    var found: [Kept] = []
    for prefix in try listDirectory(root.appending("keys")) {
      let folder = root.appending("keys").appending(prefix)
      for name in try listDirectory(folder) where !name.hasPrefix(".") {
        let path = folder.appending(name)
        guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(readFile(path))) else { continue }
        found.append(Kept(entry: entry, record: path, used: try fileStatus(path).mtime.seconds))
      }
    }
    return found
  }

  /// Notes that these entries were used just now, so that a collection takes others first.
  public func touch(_ entries: [Entry]) {
    for entry in entries { try? markUsed(recordPath(of: entry.key.hash.hex)) }
  }
}
