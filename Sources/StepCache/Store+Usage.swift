import Storage
import SystemPackage

extension Store {
  /// Adds up what the store holds; of unfinished results as much as can be read.
  public func usage() throws -> Usage {
    var rows: [String: (Int, Int64)] = [:]
    let kept = try records()
    for item in kept {
      let (count, bytes) = rows[item.entry.name] ?? (0, 0)
      rows[item.entry.name] = (count + 1, bytes + item.entry.bytes)
    }
    let sorted = rows.map { Usage.Row(name: $0, results: $1.0, bytes: $1.1) }
      .sorted { ($0.bytes, $1.name) > ($1.bytes, $0.name) }
    let named = Set(kept.map(\.entry.result))
    let others = try names(in: "results").filter { !named.contains($0) }.map(size(ofResult:))
    let superseded = Usage.Row(name: "superseded", results: others.count, bytes: others.reduce(0, +))
    let folders = try folderUsage()
    let bytes = (sorted + [superseded]).reduce(0) { $0 + $1.bytes } + folders.reduce(0) { $0 + $1.bytes }
    var place = root
    while !fileExists(place), !place.components.isEmpty { place.removeLastComponent() }
    return Usage(
      rows: sorted, superseded: superseded, folders: folders, bytes: bytes, free: Int64(try freeSpace(at: place)))
  }

  private func folderUsage() throws -> [Usage.Folder] {
    let pool = try names(in: "packages").map { name in
      let files = poolFiles(in: name)
      // Whatever package managers are at work with counts as one.
      return (
        name.hasPrefix("private.") ? "packages/private" : "packages/\(name)", files.count,
        files.reduce(0) { $0 + $1.bytes }
      )
    }
    let others = ["drafts", "failed", "history", "pins"].map { name in
      let files = filesBelow(root.appending(name))
      return (name, files.count, files.reduce(0) { $0 + $1.status.allocated })
    }
    var found: [String: (Int, Int64)] = [:]
    for (name, files, bytes) in pool + others {
      let (count, sum) = found[name] ?? (0, 0)
      found[name] = (count + files, sum + bytes)
    }
    return found.filter { $0.value.0 > 0 }.map { Usage.Folder(name: $0, files: $1.0, bytes: $1.1) }
      .sorted { ($0.bytes, $1.name) > ($1.bytes, $0.name) }
  }

  /// The size of a result by its own copy of its record, else as much as can be read.
  func size(ofResult id: String) -> Int64 {
    if let entry = record(at: resultFolder(id).appending(Self.recordCopy)) { return entry.bytes }
    return size(of: resultFolder(id))
  }

  /// The room that a folder takes in bytes, as much as can be read of it.
  func size(of folder: FilePath) -> Int64 { filesBelow(folder).reduce(0) { $0 + $1.status.allocated } }
}
