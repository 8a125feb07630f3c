import Console
import Engine
import TaskGraph
import Tasks
import Variables

/// Checks everything that can be known before anything is built.
struct Validation {
  private let workspace: Workspace
  private let targets: [Target]

  /// Prepares to check targets.
  init(_ workspace: Workspace, _ targets: [Target]) {
    self.workspace = workspace
    self.targets = targets
  }

  /// Checks variables and phases; throws what is wrong.
  func perform() async throws {
    let resolved = try await workspace.variables(of: targets)
    _ = try workspace.settings.selection()
    _ = try await workspace.assemble(resolved)
    for notice in resolved.flatMap(\.values.notices) { workspace.output.notice(notice.description) }
    workspace.showLimits(of: targets)
    for target in targets { workspace.output.show("\(target.goal) is valid") }
  }

  /// Checks that this machine can build; throws what it lacks.
  ///
  /// - Parameter planOnly: looks for programs, and tries nothing.
  func checkMachine(planOnly: Bool) async throws {
    if planOnly {
      try workspace.checkTools(Catalog.toolPackages)
    } else {
      try await workspace.checkMachine(tools: Catalog.toolPackages)
    }
    workspace.output.show("this machine has \(planOnly ? "the programs that" : "what") building needs")
  }
}
