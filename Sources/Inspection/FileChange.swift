import Digests

/// A file that two images do not have alike.
public struct FileChange: Sendable, Equatable, Encodable {
  /// In what a file differs; the raw value is the word that a user sees.
  public enum Aspect: String, Sendable, Encodable, CaseIterable {
    case kind, content, target, mode, owner, attributes
  }

  /// What became of it.
  public enum Change: String, Sendable, Encodable {
    case added, removed, changed
  }

  /// Its path from the root.
  public let path: String
  /// What sort of thing it is, in the image that has it, or else in the second.
  public let kind: FileRecord.Kind
  /// What became of it.
  public let change: Change
  /// In what it differs, where both have it.
  public let aspects: [Aspect]
  /// The values of the first image and of the second, of what can be said in few words: `0644 -> 0755`.
  public let detail: [String]

  /// Compares the files of two images; the result is in the order of paths.
  public static func between(_ old: [FileRecord], _ new: [FileRecord]) -> [FileChange] {
    let before = Dictionary(old.map { ($0.path, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.path, $0) }) { first, _ in first }
    let removed = before.values.filter { after[$0.path] == nil }
    let changes = after.values.compactMap { file in
      before[file.path].map { between($0, file) }
        ?? FileChange(path: file.path, kind: file.kind, change: .added, aspects: [], detail: [])
    }
    let gone = removed.map {
      FileChange(path: $0.path, kind: $0.kind, change: .removed, aspects: [], detail: [])
    }
    return (changes + gone).filter { $0.change != .changed || !$0.aspects.isEmpty }.sorted { $0.path < $1.path }
  }

  private static func between(_ old: FileRecord, _ new: FileRecord) -> FileChange {
    var aspects: [Aspect] = []
    var detail: [String] = []
    func compare(_ aspect: Aspect, _ before: String, _ after: String, saying: Bool = true) {
      guard before != after else { return }
      aspects.append(aspect)
      if saying { detail.append("\(before) -> \(after)") }
    }
    compare(.kind, old.kind.rawValue, new.kind.rawValue)
    if old.kind == new.kind {
      compare(.content, content(of: old), content(of: new), saying: false)
      compare(.target, old.target, new.target)
    }
    compare(.mode, octal(old.mode), octal(new.mode))
    compare(.owner, "\(old.user):\(old.group)", "\(new.user):\(new.group)")
    if old.attributes != new.attributes { aspects.append(.attributes) }
    return FileChange(path: new.path, kind: new.kind, change: .changed, aspects: aspects, detail: detail)
  }

  private static func content(of file: FileRecord) -> String { "\(file.size) \(file.digest?.hex ?? "")" }

  private static func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
