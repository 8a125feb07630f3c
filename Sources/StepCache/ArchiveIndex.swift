import FoundationEssentials
import TaskGraph

/// What comes first in an archive of results, and says what else is in it.
struct ArchiveIndex: Codable {
  /// What a target's phases were last made from.
  struct Past: Codable {
    let target: Target
    let history: History

    /// What a store can keep: of a target whose name a file can have, and of works of which it says what can be.
    var sound: Past? {
      let isName = target.name.utf8.count < 200 && target.name.utf8.allSatisfy(Self.isPartOfName)
      guard isName else { return nil }
      return Past(target: target, history: History(items: history.items.filter(\.value.isSound)))
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
      let character = UnicodeScalar(byte)
      return ("a"..."z").contains(character) || ("A"..."Z").contains(character) || ("0"..."9").contains(character)
        || character == "-"
    }
  }

  /// The version of this format.
  static let format = 1
  /// The name of its file.
  static let name = "index.json"

  let format: Int
  /// The records, each after those of what it takes in.
  let entries: [Entry]
  /// The parts of the archive by the results that they belong to.
  let members: [String: [String]]
  let histories: [Past]

  /// The parts to unpack for these of the entries, all of them inside `results`.
  func parts(of wanted: [Entry]) -> [String] {
    wanted.flatMap { entry in entry.members.filter { members[entry.result]?.contains($0) == true } }
  }
}

extension ArchiveIndex {
  /// Reads an index; nil where it is none, or one of another version.
  init?(record: [UInt8]) {
    guard let index = try? JSONDecoder().decode(ArchiveIndex.self, from: Data(record)), index.format == Self.format
    else { return nil }
    self = index
  }
}

extension Entry {
  /// The parts of an archive that may belong to this result.
  var members: [String] { (["log"] + (contentFolder.map { [$0] } ?? [])).map { "results/\(result)/\($0)" } }

  /// Why such a record is not taken in, whatever its result holds; nil where there is no reason.
  var fault: String? {
    guard isSound else { return "its record says what no cache writes" }
    return key.isGenuine ? nil : "its record belongs to another key"
  }

  /// The checksums of downloads that this was made from, by their addresses.
  var downloads: [String: String] {
    ([facts] + supplies.values).reduce(into: [:]) { found, facts in
      if let url = facts["url"], let digest = facts["sha256"] { found[url] = digest }
    }
  }
}
