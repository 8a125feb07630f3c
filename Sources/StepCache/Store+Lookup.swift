import Digests
import Storage
import Synchronization
import SystemPackage
public import TaskGraph

extension Store {
  /// Looks a key up; cheap, as trees are never walked and files are only measured. Nothing is changed.
  ///
  /// A file whose size or time changed is digested again, and so is one that was written during another boot and never
  /// flushed; a layer of that kind is given up unless `proves` has found it sound.
  public func lookup(_ key: CacheKey) -> Lookup {
    let path = recordPath(of: key)
    guard fileExists(path) else { return .absent }
    guard let entry = record(at: path) else { return .damaged("its record \(path) cannot be read") }
    guard entry.key.hash == key.hash else { return .damaged("its record \(path) belongs to another key") }
    return check(entry)
  }

  /// Keeps a result from being collected while this process lives; false where it has just been collected.
  public func hold(_ entry: Entry) -> Bool {
    if leases.withLock({ $0[entry.result] != nil }) { return true }
    let path = folder(of: entry).appending("lock")
    guard let lock = try? FileLock.tryAcquire(path, .shared), fileExists(path) else { return false }
    leases.withLock { $0[entry.result] = lock }
    return true
  }

  /// Lets others collect what this process has held.
  public func releaseAll() {
    leases.withLock { $0 = [:] }
    leave()
  }

  /// The record of a key, whether its result can be used or not.
  public func record(of key: CacheKey) -> Entry? { record(at: recordPath(of: key)) }

  func record(at path: FilePath) -> Entry? {
    (try? readFile(path)).flatMap(SealedRecord.open).flatMap { Entry(record: $0) }
  }

  /// Digests a layer that was written during another boot and never flushed; true where it is what its record says, so
  /// that `lookup` finds it from then on.
  public func proves(_ key: CacheKey) async -> Bool {
    guard var entry = record(of: key), entry.kind == .layer, !entry.flushed, entry.boot != boot, hold(entry),
      let measured = try? await measurer(folder(of: entry).appending("tree")), entry.isLayer(of: measured.changes)
    else { return false }
    // What could be read after a reboot is on the disk.
    entry.flushed = true
    verified.withLock { [entry] in $0[entry.result] = entry }
    return true
  }

  private func check(_ entry: Entry) -> Lookup {
    let survivesReboot = entry.flushed || entry.boot == boot
    switch entry.kind {
    case .record:
      return fileExists(folder(of: entry)) ? .hit(entry) : .damaged("its folder \(folder(of: entry)) is gone")
    case .layer:
      guard (try? fileStatus(folder(of: entry).appending("tree")))?.kind == .directory else {
        return .damaged("its folder \(folder(of: entry)) is gone")
      }
      if survivesReboot { return .hit(entry) }
      if let proven = verified.withLock({ $0[entry.result] }) { return .hit(proven) }
      return .damaged("it was written just before the machine went down")
    case .artifacts:
      return check(verified.withLock { $0[entry.result] } ?? entry, trusted: survivesReboot)
    }
  }

  /// Compares files with their record; where that means to read them, the record as it should be is remembered, so that
  /// they are read once.
  private func check(_ entry: Entry, trusted: Bool) -> Lookup {
    var checked = entry
    checked.artifacts = []
    for artifact in entry.artifacts {
      let path = file(artifact, of: entry)
      guard let status = try? fileStatus(path) else { return .damaged("its file \(path) is gone") }
      let modified = status.mtime.inNanoseconds
      if !trusted || status.size != artifact.size || modified != artifact.modified {
        guard status.size == artifact.size, (try? sparseDigest(ofFile: path)) == artifact.digest else {
          return .damaged("its file \(path) was changed")
        }
      }
      checked.artifacts.append(
        Artifact(name: artifact.name, digest: artifact.digest, size: artifact.size, modified: modified))
    }
    // What could be read after a reboot is on the disk.
    checked.flushed = entry.flushed || !trusted
    if !trusted || checked.artifacts != entry.artifacts { verified.withLock { $0[entry.result] = checked } }
    return .hit(checked)
  }
}
