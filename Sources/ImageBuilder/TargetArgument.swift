import ArgumentParser
import Console
import TaskGraph
import Tasks

/// A target as people type it: `build-qemu-debian-12`, or the same without the family.
struct TargetArgument: ExpressibleByArgument {
  let name: String

  init(argument: String) {
    let families = GoalFamily.allCases.map { "\($0.rawValue)-" }
    name = families.first { argument.hasPrefix($0) }.map { String(argument.dropFirst($0.count)) } ?? argument
  }

  static var allValueStrings: [String] { Catalog.targets.map(\.goal) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings + Catalog.targets.map(\.name)) }

  /// What to do instead of giving make's `name=value` to a command that is not make's.
  static let assignmentHint =
    "--var sets a variable (--var disk_size=30G), --var-file names a file, PHASE=x is --phase x"

  /// The target; throws `UsageError` where there is none of that name.
  func target() throws -> Target {
    if let target = Catalog.target(named: name) { return target }
    if name.contains("=") { throw UsageError("`\(name)` is no target", hint: Self.assignmentHint) }
    throw UsageError(
      "there is no target `\(name)`",
      hint: suggestion(for: name, among: Catalog.targets.map(\.name) + Catalog.aliases.map(\.name))
        ?? "image-builder list shows every target")
  }
}
