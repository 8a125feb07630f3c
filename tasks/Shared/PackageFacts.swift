import Engine
import FoundationEssentials
import ImageTree

/// What the record of a work says of the packages that it took.
struct PackageFacts {
  /// `name=version` of every package that it installed, by spaces.
  static let packages = "packages"
  /// `name=version` of every source package that it fetched, by spaces.
  static let sources = "source_packages"
  /// `name@digest` of every container image that it pulled, by spaces.
  static let images = "container_images"
  /// What it asked of package archives, as JSON.
  static let requests = "package_requests"

  /// The facts about packages that were installed, and about the archives that they came from; none where there were
  /// neither.
  static func facts(installed: [String: String], from archives: ArchiveUse) throws -> [String: String] {
    var facts = [packages: list(installed), sources: list(archives.sources)]
    facts[images] = archives.images.sorted { $0.key < $1.key }.map { "\($0.key)@\($0.value)" }.joined(separator: " ")
    facts[ArchiveStates.fact] = ArchiveStates(archives.states).text
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let asked = archives.requests
    if !asked.isEmpty { facts[requests] = String(decoding: try encoder.encode(asked), as: UTF8.self) }
    return facts.filter { !$0.value.isEmpty }
  }

  /// What a record says that was asked; nothing where it does not say.
  static func requests(in facts: [String: String]) throws -> [PackageRequest] {
    guard let text = facts[requests] else { return [] }
    return try JSONDecoder().decode([PackageRequest].self, from: Data(text.utf8))
  }

  /// The versions that a record lists, by package; of source packages by their title.
  static func versions(in facts: [String: String]) -> [String: String] {
    versions(facts[packages]).merging(
      versions(facts[sources]).map { (sourceTitle($0.key), $0.value) }
    ) { _, new in new }
  }

  /// What a source package is called beside others.
  static func sourceTitle(_ name: String) -> String { "\(name) (source)" }

  private static func versions(_ list: String?) -> [String: String] {
    (list ?? "").split(separator: " ").reduce(into: [:]) { versions, package in
      let parts = package.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { versions[String(parts[0])] = String(parts[1]) }
    }
  }

  private static func list(_ versions: [String: String]) -> String {
    versions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
