import ArgumentParser
import FoundationEssentials
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// What the words of the command line may become.
enum CompletionWords {
  /// The names of phases.
  static var phases: [String] { Catalog.phaseNames.map(\.rawValue) }

  /// The settings that take a phase.
  static let phaseSettings = ["PHASE", "FROM", "ONLY", "UNTIL", "SKIP"]

  /// `name=` for every variable; nothing outside of a project.
  static func variables(_ prefix: String) -> [String] {
    guard let folder = try? Workspace.projectFolder(), let schema = try? Schema(readingFrom: folder.appending("vars"))
    else { return [] }
    return schema.declarations.keys.sorted().map { "\($0)=" }
  }

  /// The files whose path begins so.
  static func files(_ prefix: String) -> [String] {
    let folder = FilePath(prefix.hasSuffix("/") ? prefix : FilePath(prefix).removingLastComponent().string)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder.string)) ?? []
    return names.map { folder.appending($0).string }
  }

  /// Goals, settings and variables; behind a setting that takes one, the phases.
  static func goals(_ prefix: String) -> [String] {
    for setting in phaseSettings where prefix.hasPrefix("\(setting)=") { return phases.map { "\(setting)=\($0)" } }
    return Goal.all + Settings.names.map { "\($0)=" } + variables(prefix)
  }
}

extension CompletionKind {
  /// Targets, and in a folder its files.
  static var images: CompletionKind {
    .custom { _, _, prefix in TargetArgument.allValueStrings + CompletionWords.files(prefix) }
  }
  /// The phases.
  static var phases: CompletionKind { .list(CompletionWords.phases) }
  /// `name=` for every variable.
  static var variables: CompletionKind { .custom { _, _, prefix in CompletionWords.variables(prefix) } }
  /// What make takes.
  static var goals: CompletionKind { .custom { _, _, prefix in CompletionWords.goals(prefix) } }
}
