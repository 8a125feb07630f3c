import FoundationEssentials
import Storage
public import SystemPackage
public import TaskGraph

extension Store {
  /// Packs a file that comes first, and parts of the store's folder, into an archive.
  public typealias Packer = @Sendable (_ index: FilePath, _ paths: [String]) async throws -> Void

  /// Packs results, each after those that it takes in, with their records and logs and what histories say of them.
  ///
  /// What may hold a secret stays out.
  public func export(_ entries: [Entry], histories: [Target: History], packing: Packer) async throws -> Exported {
    var exported = Exported()
    var open: [Entry] = []
    for entry in entries {
      if entry.secrets?.isEmpty == true {
        open.append(entry)
        exported.results += 1
        exported.bytes += entry.bytes
      } else {
        exported.leftOut.append(Exported.LeftOut(name: entry.name, secrets: entry.secrets ?? [:]))
      }
    }
    guard !open.isEmpty else { return exported }
    let members = open.map { entry in (entry.result, entry.members.filter { fileExists(root.appending($0)) }) }
    let index = ArchiveIndex(
      format: ArchiveIndex.format, entries: open, members: Dictionary(members) { first, _ in first },
      histories: histories.sorted { $0.key.name < $1.key.name }.map { target, history in
        ArchiveIndex.Past(target: target, history: history.only(of: open))
      })
    let draft = try draft()
    do {
      let file = try draft.makeScratch().appending(ArchiveIndex.name)
      try writeAtomically([UInt8](JSONEncoder().encode(index)), to: file)
      try await packing(file, members.flatMap(\.1))
    } catch {
      await discard(draft)
      throw error
    }
    await discard(draft)
    return exported
  }
}

extension History {
  /// What is said of these results.
  func only(of entries: [Entry]) -> History {
    let logs = Set(entries.map(\.log))
    return History(items: items.filter { logs.contains($0.value.log) })
  }
}
