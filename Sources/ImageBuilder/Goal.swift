import Console
import TaskGraph
import Tasks

/// What is done with a target.
enum GoalFamily: String, CaseIterable {
  /// Build its image.
  case build
  /// Check everything that can be known before anything is built.
  case validate
  /// Remove its image from the output folder.
  case clean
  /// Check that this machine has what building needs.
  case deps
}

/// A word like make's: `build-qemu-debian-12`, `validate-raw-all`, or an established name of the same.
struct Goal {
  /// What is done.
  let family: GoalFamily
  /// The targets that it is done with.
  let targets: [Target]

  /// Every goal that there is.
  static var all: [String] {
    GoalFamily.allCases.flatMap { family in names(in: family).map { "\(family.rawValue)-\($0.name)" } }
  }

  /// The names of single targets, and of all of a provider; a provider alone where one thing serves all of its targets.
  private static func names(in family: GoalFamily) -> [(name: String, targets: [Target])] {
    let byProvider = Dictionary(grouping: Catalog.targets, by: \.provider)
    let single = Catalog.targets.map { ($0.name, $0) } + Catalog.aliases.map { ($0.name, $0.target) }
    let groups = Catalog.providers.map { ("\($0)-all", $0) } + Catalog.groupAliases.map { ($0.name, $0.provider) }
    let short = Catalog.providers.map { ($0, $0) } + Catalog.providerAliases.map { ($0.name, $0.provider) }
    let named = groups + (family == .deps || family == .clean ? short : [])
    return single.map { ($0, [$1]) } + named.map { ($0, byProvider[$1] ?? []) } + [("all", Catalog.targets)]
  }

  /// Reads a word; throws `UsageError` where there is no such goal.
  init(_ word: String) throws {
    guard let family = GoalFamily.allCases.first(where: { word.hasPrefix("\($0.rawValue)-") }) else {
      throw Self.unknown(word)
    }
    let name = String(word.dropFirst(family.rawValue.count + 1))
    guard let named = Self.names(in: family).first(where: { $0.name == name }) else { throw Self.unknown(word) }
    self.family = family
    self.targets = named.targets
  }

  private static func unknown(_ word: String) -> UsageError {
    UsageError(
      "there is no goal `\(word)`",
      hint: suggestion(for: word, among: all) ?? "image-builder list shows every target")
  }
}
