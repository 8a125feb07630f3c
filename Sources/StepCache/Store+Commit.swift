public import Digests
import FoundationEssentials
import Storage
public import SystemPackage
import Synchronization
public import TaskGraph

extension Store {
  /// Does something while no other process builds this key; `onWait` is called once if that has to be waited for.
  ///
  /// Whoever holds this lock has all of its inputs and waits for no other one, so that no two builds wait for each other.
  public func whileBuilding<T: Sendable>(
    _ key: CacheKey, onWait: () -> Void, _ body: () async throws -> T
  ) async throws -> T {
    let path = root.appending("locks").appending(key.hash.hex)
    var lock = try FileLock.tryAcquire(path, .exclusive)
    if lock == nil {
      onWait()
      lock = try await FileLock.acquire(path, .exclusive)
    }
    defer { lock?.release() }
    return try await body()
  }

  /// Starts a result.
  public func draft() throws -> Draft {
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    let folder = root.appending("drafts").appending(id)
    try makeDirectories(folder, mode: 0o755)
    guard let lock = try FileLock.tryAcquire(folder.appending("lock"), .exclusive) else {
      throw CacheError("the folder \(folder) is in use by another process")
    }
    return Draft(id: id, folder: folder, lock: lock)
  }

  /// Turns a draft into the newest result of its key.
  ///
  /// - Parameters:
  ///   - below: the digest of the layers that a layer lies on; its own digest covers them.
  ///   - seconds: how long the work took.
  public func commit(
    _ draft: Draft, as product: Product, of work: Work, key: CacheKey, below: ContentDigest?, seconds: Double
  ) async throws -> Entry {
    if fileExists(draft.scratch) { try await remover([draft.scratch]) }
    let (digest, bytes, artifacts, facts) = try describe(product, in: draft, below: below)
    let entry = Entry(
      key: key, name: work.name, kind: work.result, result: draft.id, digest: digest, bytes: bytes,
      artifacts: artifacts, facts: facts, built: now(), seconds: seconds, boot: boot, flushed: false)
    try rename(draft.folder, to: folder(of: entry))
    try await draft.lock.downgrade()
    guard fileExists(folder(of: entry)) else { throw CacheError("the new result of \(work.name) was removed at once") }
    leases.withLock { $0[entry.result] = draft.lock }
    try write(entry)
    return entry
  }

  /// Removes a draft that came to nothing; its log is kept where `failureLog` names a place.
  public func discard(_ draft: Draft, keepingLogAt place: FilePath?) async {
    if let place {
      try? makeDirectories(place.removingLastComponent(), mode: 0o755)
      try? rename(draft.log, to: place)
    }
    try? await remover([draft.folder])
    draft.lock.release()
  }

  /// Removes the drafts of processes that are gone.
  public func removeAbandonedDrafts() async throws {
    var abandoned: [(FilePath, FileLock)] = []
    for name in try listDirectory(root.appending("drafts")) {
      let folder = root.appending("drafts").appending(name)
      if let lock = try? FileLock.tryAcquire(folder.appending("lock"), .exclusive) { abandoned.append((folder, lock)) }
    }
    guard !abandoned.isEmpty else { return }
    try await remover(abandoned.map(\.0))
    for (_, lock) in abandoned { lock.release() }
  }

  /// Flushes the file system and notes in these entries that they survive a power cut.
  public func flush(_ entries: [Entry]) throws {
    guard !entries.isEmpty else { return }
    try syncFileSystem(containing: root)
    for var entry in entries {
      entry.flushed = true
      try write(entry)
    }
  }

  func write(_ entry: Entry) throws {
    let path = recordPath(of: entry.key.hash.hex)
    try makeDirectories(path.removingLastComponent(), mode: 0o755)
    try writeAtomically([UInt8](JSONEncoder().encode(entry)), to: path)
  }

  private func describe(
    _ product: Product, in draft: Draft, below: ContentDigest?
  ) throws -> (ContentDigest, Int64, [Artifact], [String: String]) {
    switch product {
    case .layer(let changes, let bytes, let facts):
      var encoding = CanonicalEncoding()
      encoding.append("below", below?.hex ?? "")
      encoding.append("changes", changes.hex)
      return (encoding.digest, bytes, [], facts)
    case .artifacts(let facts):
      let artifacts = try listDirectory(draft.files).map { try describe(draft.files.appending($0), name: $0) }
      var encoding = CanonicalEncoding()
      for artifact in artifacts { encoding.append(artifact.name, artifact.digest.hex) }
      let allocated = try artifacts.reduce(0) { try $0 + fileStatus(draft.files.appending($1.name)).allocated }
      return (encoding.digest, allocated, artifacts, facts)
    case .record(let facts):
      var encoding = CanonicalEncoding()
      for (name, value) in facts.sorted(by: { $0.key < $1.key }) { encoding.append(name, value) }
      return (encoding.digest, 0, [], facts)
    }
  }

  private func describe(_ file: FilePath, name: String) throws -> Artifact {
    let digest = try contentDigest(ofFile: file)
    let status = try fileStatus(file)
    return Artifact(name: name, digest: digest, size: status.size, modified: status.mtime.inNanoseconds)
  }
}
