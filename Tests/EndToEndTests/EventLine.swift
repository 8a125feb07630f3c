import FoundationEssentials
import Storage
import SystemPackage

/// A line of `--events`, as far as these tests look at it.
struct EventLine: Decodable {
  let event: String
  let targets: [String]
  let phase: String?
  let supply: String?
  let key: String?
  let step: String?
  let text: String?
  let outcome: String?

  /// The phase's or supply's name.
  var work: String? { phase ?? supply }

  /// The lines of a file that is perhaps being written; none where there is none yet.
  static func all(in file: FilePath) throws -> [EventLine] {
    guard fileExists(file) else { return [] }
    let whole = try readText(file).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return try whole.map { try JSONDecoder().decode(EventLine.self, from: Data($0.utf8)) }
  }
}
