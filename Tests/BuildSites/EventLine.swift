import FoundationEssentials
import Storage
package import SystemPackage

/// A line of `--events`, as far as these tests look at it.
package struct EventLine: Decodable {
  package let event: String
  package let targets: [String]
  package let phase: String?
  package let supply: String?
  package let key: String?
  package let step: String?
  package let text: String?
  package let outcome: String?

  /// The phase's or supply's name.
  package var work: String? { phase ?? supply }

  /// The lines of a file that is perhaps being written; none where there is none yet.
  package static func all(in file: FilePath) throws -> [EventLine] {
    guard fileExists(file) else { return [] }
    let whole = try readText(file).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return try whole.map { try JSONDecoder().decode(EventLine.self, from: Data($0.utf8)) }
  }
}
