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

/// A word like make's: `build-qemu-debian-12`, `validate-raw-all`.
struct Goal {
  /// What is done.
  let family: GoalFamily
  /// The targets that it is done with.
  let targets: [Target]

  /// Every goal that there is.
  static var all: [String] {
    GoalFamily.allCases.flatMap { family in names(in: family).map { "\(family.rawValue)-\($0)" } }
  }

  /// The names of single targets, and of all of a provider; a provider alone where one thing serves all of its targets.
  private static func names(in family: GoalFamily) -> [String] {
    let short = family == .deps || family == .clean ? Catalog.providers : []
    return Catalog.targets.map(\.name) + Catalog.providers.map { "\($0)-all" } + short + ["all"]
  }

  /// Reads a word; throws `UsageError` where there is no such goal.
  init(_ word: String) throws {
    guard let family = GoalFamily.allCases.first(where: { word.hasPrefix("\($0.rawValue)-") }) else {
      throw Self.unknown(word)
    }
    let name = String(word.dropFirst(family.rawValue.count + 1))
    guard Self.names(in: family).contains(name) else { throw Self.unknown(word) }
    self.family = family
    self.targets = Catalog.targets.filter { target in
      [target.name, target.provider, "\(target.provider)-all", "all"].contains(name)
    }
  }

  private static func unknown(_ word: String) -> UsageError {
    UsageError(
      "there is no goal `\(word)`",
      hint: suggestion(for: word, among: all) ?? "image-builder list shows every target")
  }
}
