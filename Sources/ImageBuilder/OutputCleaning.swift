import Console
import FoundationEssentials
import StepCache
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// Removes the images of targets from the output folder; the cache stays.
struct OutputCleaning {
  private let workspace: Workspace
  private let targets: [Target]

  /// Prepares to remove the images of targets.
  init(_ workspace: Workspace, _ targets: [Target]) {
    self.workspace = workspace
    self.targets = targets
  }

  /// Forgets what failed for the targets, and removes every folder beside the target's own whose manifest names the target, whatever version it is of.
  ///
  /// - Parameter planOnly: only says what would be removed.
  func perform(planOnly: Bool = false) async throws {
    for target in targets {
      if !planOnly { await workspace.store.dropFailedTree(for: target) }
      guard let folder = try workspace.variables(of: target)["output_directory"]?.value.text else { continue }
      let parent = FilePath(folder).removingLastComponent()
      for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.string)) ?? [] {
        let candidate = parent.appending(name)
        guard try deliveredTarget(in: candidate) == target.name else { continue }
        if !planOnly { try FileManager.default.removeItem(atPath: candidate.string) }
        workspace.output.show("\(planOnly ? "would remove" : "removed") \(candidate)")
      }
    }
  }
}
