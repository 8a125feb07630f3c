import TaskGraph

/// What comes first in an archive of results, and says what else is in it.
struct ArchiveIndex: Codable {
  /// What a target's phases were last made from.
  struct Past: Codable {
    let target: Target
    let history: History
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
}

extension Entry {
  /// The parts of an archive that may belong to this result.
  var members: [String] { (["log"] + (contentFolder.map { [$0] } ?? [])).map { "results/\(result)/\($0)" } }

  /// The checksums of downloads that this was made from, by their addresses.
  var downloads: [String: String] {
    ([facts] + supplies.values).reduce(into: [:]) { found, facts in
      if let url = facts["url"], let digest = facts["sha256"] { found[url] = digest }
    }
  }
}
