import Digests
import FoundationEssentials
import Storage
import Synchronization
import SystemPackage
public import TaskGraph

extension Store {
  /// Looks a key up; cheap, as trees are never walked and files are only measured.
  ///
  /// A file whose size or time changed is digested again, and so is one that was written during another boot and never
  /// flushed; a layer of that kind is given up.
  public func lookup(_ key: CacheKey) -> Lookup {
    let path = recordPath(of: key.hash.hex)
    guard fileExists(path) else { return .absent }
    let entry: Entry
    do {
      entry = try JSONDecoder().decode(Entry.self, from: Data(readFile(path)))
    } catch {
      return .damaged("its record \(path) cannot be read")
    }
    guard entry.key.hash == key.hash else { return .damaged("its record \(path) belongs to another key") }
    return check(entry)
  }

  private func check(_ entry: Entry) -> Lookup {
    let folder = folder(of: entry)
    let survivesReboot = entry.flushed || entry.boot == boot
    switch entry.kind {
    case .record:
      return fileExists(folder) ? .hit(entry) : .damaged("its folder \(folder) is gone")
    case .layer:
      guard fileExists(folder.appending("tree")) else { return .damaged("its folder \(folder) is gone") }
      return survivesReboot ? .hit(entry) : .damaged("it was written just before the machine went down")
    case .artifacts:
      for artifact in entry.artifacts {
        if let fault = check(artifact, at: file(artifact, of: entry), trusted: survivesReboot) {
          return .damaged(fault)
        }
      }
      return .hit(entry)
    }
  }

  private func check(_ artifact: Artifact, at path: FilePath, trusted: Bool) -> String? {
    guard let status = try? fileStatus(path) else { return "its file \(path) is gone" }
    if trusted, status.size == artifact.size, status.mtime.inNanoseconds == artifact.modified { return nil }
    guard status.size == artifact.size, (try? contentDigest(ofFile: path)) == artifact.digest else {
      return "its file \(path) was changed"
    }
    return nil
  }

  /// Keeps a result from being collected while this process lives; false where it has just been collected.
  public func hold(_ entry: Entry) -> Bool {
    if leases.withLock({ $0[entry.result] != nil }) { return true }
    let folder = folder(of: entry)
    guard let lock = try? FileLock.tryAcquire(folder.appending("lock"), .shared), fileExists(folder.appending("lock"))
    else { return false }
    leases.withLock { $0[entry.result] = lock }
    return true
  }

  /// Lets others collect what this process has held.
  public func releaseAll() {
    leases.withLock { $0 = [:] }
  }
}
