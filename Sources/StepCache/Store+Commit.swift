public import Digests
import FoundationEssentials
import Storage
import SystemPackage
import Synchronization
public import TaskGraph

extension Store {
  /// Turns a draft into the newest result of its key, which this process uses from then on.
  ///
  /// Throws `CacheError` and `StorageError`; the draft is as it was then.
  ///
  /// - Parameters:
  ///   - below: the digest of the layers that a layer lies on; its own digest covers them.
  ///   - supplies: what the supplies that were taken in wanted known, by their names.
  ///   - secrets: the variables with secrets that it may hold, by the names of works.
  ///   - seconds: how long the work took.
  public func commit(
    _ draft: Draft, as product: Product, of work: Work, key: CacheKey, below: ContentDigest?,
    supplies: [String: [String: String]] = [:], secrets: [String: [String]] = [:], seconds: Double
  ) async throws -> Entry {
    guard product.kind == work.result else {
      throw CacheError("\(work.name) left \(product.kind.rawValue) where \(work.result.rawValue) was expected")
    }
    if fileExists(draft.scratch) { try await remover(draft.scratch) }
    // What files were made in, such as the system that a compiler ran in.
    if product.kind != .layer, fileExists(draft.tree) { try await remover(draft.tree) }
    let (digest, bytes, artifacts) = try await blocking { try self.describe(product, in: draft, below: below) }
    let entry = Entry(
      key: key, name: work.name, kind: work.result, result: draft.id, digest: digest, bytes: bytes,
      artifacts: artifacts, facts: product.facts, supplies: supplies, secrets: secrets, built: now(),
      confirmed: nil, seconds: seconds, boot: boot, flushed: false)
    try keep(draft, as: entry)
    return entry
  }

  /// Makes a draft the result of an entry; the draft is as it was where that fails.
  func keep(_ draft: Draft, as entry: Entry) throws {
    // A process that is killed between these two leaves a result that no record names, and that a collection removes.
    try rename(draft.folder, to: folder(of: entry))
    do {
      try write(entry)
    } catch {
      try rename(folder(of: entry), to: draft.folder)
      throw error
    }
    // For the time when the key has a newer result: what is known of this one then.
    try? hardLink(from: recordPath(of: entry.key), to: folder(of: entry).appending(Self.recordCopy))
    leases.withLock { $0[entry.result] = draft.lock }
  }

  /// Flushes the file system and notes in the records of these entries that they survive a power cut.
  public func flush(_ entries: [Entry]) throws {
    guard !entries.isEmpty else { return }
    try syncFileSystem(containing: root)
    for var entry in entries {
      entry.flushed = true
      try rewrite(entry)
    }
  }

  /// Notes that these entries were used just now, so that a collection takes others first.
  public func touch(_ entries: [Entry]) {
    for entry in entries {
      if let verified = verified.withLock({ $0[entry.result] }) {
        try? rewrite(verified)
      } else {
        try? markUsed(recordPath(of: entry.key))
      }
    }
  }

  /// Notes that the packages that this entry holds are what archives have right now.
  public func confirm(_ entry: Entry) {
    guard var entry = record(of: entry.key) else { return }
    entry.confirmed = now()
    // Where that cannot be written, the packages seem older than they are.
    try? rewrite(entry)
  }

  /// Replaces the record of an entry, unless its key has another result by now or will have one soon.
  private func rewrite(_ entry: Entry) throws {
    guard let lock = try FileLock.tryAcquire(lockPath(of: entry.key), .exclusive) else { return }
    defer { lock.release() }
    if record(of: entry.key)?.result == entry.result { try write(entry) }
  }

  func write(_ entry: Entry) throws {
    let path = recordPath(of: entry.key)
    try makeDirectories(path.removingLastComponent())
    try writeAtomically(SealedRecord.seal([UInt8](JSONEncoder().encode(entry))), to: path)
  }

  private func describe(
    _ product: Product, in draft: Draft, below: ContentDigest?
  ) throws -> (ContentDigest, bytes: Int64, [Artifact]) {
    switch product {
    case .layer(let changes, let bytes, _):
      return (Entry.digest(ofLayer: changes, on: below), bytes, [])
    case .artifacts:
      let artifacts = try listDirectory(draft.files).map { try describe(draft.files.appending($0), name: $0) }
      let allocated = try artifacts.reduce(0) { try $0 + fileStatus(draft.files.appending($1.name)).allocated }
      return (Entry.digest(of: artifacts), allocated, artifacts)
    case .record(let facts):
      return (Entry.digest(of: facts), 0, [])
    }
  }

  private func describe(_ file: FilePath, name: String) throws -> Artifact {
    let digest = try sparseDigest(ofFile: file)
    let status = try fileStatus(file)
    return Artifact(name: name, digest: digest, size: status.size, modified: status.mtime.inNanoseconds)
  }
}
