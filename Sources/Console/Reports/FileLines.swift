import Inspection

/// Files that differ, as lines: a folder that is wholly new or gone stands for all that is in it.
struct FileLines {
  /// A row for each file: a sign, the path, and in what it differs.
  let rows: [[String]]

  /// Describes changes that are in the order of their paths.
  init(_ changes: [FileChange]) {
    var rows: [[String]] = []
    let whole = Set(changes.filter { $0.kind == .directory && $0.change != .changed }.map(\.path))
    var held: [String: Int] = [:]
    for change in changes where change.change != .changed {
      // The topmost folder that came or went with this file.
      if let folder = Self.foldersAbove(change.path).first(where: whole.contains) { held[folder, default: 0] += 1 }
    }
    for change in changes {
      if change.change != .changed, Self.foldersAbove(change.path).contains(where: whole.contains) { continue }
      let inside = held[change.path].map { "and \($0) in it" } ?? ""
      switch change.change {
      case .added: rows.append(["+", change.path, inside])
      case .removed: rows.append(["-", change.path, inside])
      case .changed: rows.append(["~", change.path, Self.words(change)])
      }
    }
    self.rows = rows
  }

  /// `3 added, 1 removed, 2 changed`
  static func tally(_ changes: [FileChange]) -> String {
    [FileChange.Change.added, .removed, .changed].compactMap { change in
      let count = changes.filter { $0.change == change }.count
      return count > 0 ? "\(count) \(change.rawValue)" : nil
    }.joined(separator: ", ")
  }

  /// From the top down, without the root and the file itself.
  private static func foldersAbove(_ path: String) -> [String] {
    path.indices.dropFirst().filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }

  private static func words(_ change: FileChange) -> String {
    let detail = change.detail.isEmpty ? "" : " (\(change.detail.joined(separator: ", ")))"
    return change.aspects.map(\.rawValue).joined(separator: ", ") + detail
  }
}
