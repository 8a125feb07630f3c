import Digests
import FoundationEssentials
import Storage
public import SystemPackage
import TaskGraph

extension Store {
  /// Unpacks parts of an archive, or only the first of all, into an empty folder; returns what was wrong with it.
  public typealias Unpacker =
    @Sendable (_ members: [String], _ isFirst: Bool, _ folder: FilePath) async throws -> String?

  /// Takes in what an archive holds, one result after another, each once it was digested and found to be what its record
  /// says; a result that is here and as new stays.
  ///
  /// The archive may be anything: what is not as it should be is refused. Throws `CacheError` where it is no archive.
  public func importArchive(_ unpacking: Unpacker) async throws -> Imported {
    try prepare()
    try await join()
    defer { leave() }
    let draft = try draft()
    do {
      let imported = try await importArchive(unpacking, through: draft.makeScratch())
      await discard(draft)
      return imported
    } catch {
      await discard(draft)
      throw error
    }
  }

  private func importArchive(_ unpacking: Unpacker, through scratch: FilePath) async throws -> Imported {
    let index = try await readIndex(unpacking, into: scratch.appending("first"))
    var imported = Imported()
    var wanted: [Entry] = []
    for entry in index.entries {
      if let fault = entry.fault {
        imported.refused.append(Damage(name: entry.name, key: entry.key.hash.hex, fault: fault))
      } else if isPresent(entry) {
        imported.present += 1
      } else {
        wanted.append(entry)
      }
    }
    guard !wanted.isEmpty else { return imported }
    let all = scratch.appending("all")
    try makeDirectories(all)
    let members = index.parts(of: wanted)
    if !members.isEmpty { imported.fault = try await unpacking(members, false, all) }

    var adopted: [(old: Entry, new: Entry)] = []
    for entry in wanted {
      try Task.checkCancellation()
      do {
        guard let new = try await adopt(entry, from: all.appending("results").appending(entry.result)) else {
          imported.present += 1
          continue
        }
        adopted.append((entry, new))
        imported.results += 1
        imported.bytes += new.bytes
      } catch let fault as Refusal {
        imported.refused.append(Damage(name: entry.name, key: entry.key.hash.hex, fault: fault.why))
      }
    }
    try flush(adopted.map(\.new))
    try keepPins(of: adopted.map(\.new))
    try keepHistories(index.histories, of: adopted)
    return imported
  }

  private struct Refusal: Error {
    let why: String
  }

  private func readIndex(_ unpacking: Unpacker, into folder: FilePath) async throws -> ArchiveIndex {
    try makeDirectories(folder)
    let fault = try await unpacking([ArchiveIndex.name], true, folder)
    let file = folder.appending(ArchiveIndex.name)
    // More than that is no list of results.
    guard let status = try? fileStatus(file), status.kind == .file, status.size < 1 << 28,
      let bytes = try? readFile(file), let index = ArchiveIndex(record: bytes)
    else {
      throw CacheError(
        "this is no archive of results\(fault.map { ": \($0)" } ?? "")",
        hint: "image-builder cache export TARGET -o FILE makes one; a newer version may make others")
    }
    return index
  }

  /// Whether what is here can be used and is as new.
  private func isPresent(_ entry: Entry) -> Bool {
    guard case .hit(let own) = lookup(entry.key) else { return false }
    return own.digest == entry.digest || own.built >= entry.built
  }

  /// Makes an unpacked result one of the store's own; nil where that key has or gets a result of its own.
  ///
  /// Throws `Refusal`.
  private func adopt(_ entry: Entry, from folder: FilePath) async throws -> Entry? {
    if entry.kind == .record { try makeDirectories(folder) }
    if let fault = await fault(of: entry, in: folder) { throw Refusal(why: fault) }
    let names = try listDirectory(folder)
    guard names.allSatisfy({ $0 == entry.contentFolder || ($0 == "log" && kind(of: folder.appending($0)) == .file) })
    else { throw Refusal(why: "its folder holds what is no part of it") }
    guard let building = try FileLock.tryAcquire(lockPath(of: entry.key), .exclusive) else { return nil }
    defer { building.release() }
    if isPresent(entry) { return nil }

    let draft = try draft()
    do {
      for name in names { try rename(folder.appending(name), to: draft.folder.appending(name)) }
      var own = entry
      own.result = draft.id
      own.boot = boot
      own.flushed = false
      own.artifacts = try entry.artifacts.map { artifact in
        let status = try fileStatus(draft.files.appending(artifact.name))
        return Artifact(
          name: artifact.name, digest: artifact.digest, size: artifact.size, modified: status.mtime.inNanoseconds)
      }
      try keep(draft, as: own)
      return own
    } catch {
      await discard(draft)
      throw Refusal(why: "\(error)")
    }
  }

  private func keepPins(of entries: [Entry]) throws {
    for (url, digits) in entries.flatMap(\.downloads) where pin(of: url) == nil {
      if let digest = ContentDigest(hex: digits) { try keepPin(digest, of: url) }
    }
  }

  /// Notes what came in as what it was last made from, unless something newer is noted.
  private func keepHistories(_ pasts: [ArchiveIndex.Past], of adopted: [(old: Entry, new: Entry)]) throws {
    let results = Dictionary(adopted.map { ($0.old.log, $0.new.log) }) { first, _ in first }
    for past in pasts.compactMap(\.sound) {
      var history = history(of: past.target)
      for (name, item) in past.history.items {
        guard let log = results[item.log], history.items[name].map({ $0.built < item.built }) ?? true else { continue }
        history.items[name] = History.Item(fields: item.fields, built: item.built, seconds: item.seconds, log: log)
      }
      if !history.items.isEmpty { try keep(history, of: past.target) }
    }
  }
}
