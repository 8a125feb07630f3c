import Engine
import StepCache
import TaskGraph
import Tasks
import Variables

/// Asks package archives what they have now for what the cache holds of targets.
struct ArchiveInquiry {
  /// What the archives answered.
  struct Answer {
    /// The works that took packages, each with what the archives have otherwise.
    var works: [(work: KeptWork, changes: [PackageChange])] = []
    /// The phases that change the image and that the cache lacks.
    var missing: [String] = []

    /// The works that would come out otherwise.
    var changes: [Work.ID: [PackageChange]] {
      Dictionary(uniqueKeysWithValues: works.filter { !$0.changes.isEmpty }.map { ($0.work.work.id, $0.changes) })
    }
  }

  private let workspace: Workspace
  private let assembly: Assembly
  private let values: [Target: VariableSet]

  /// Prepares to ask.
  init(_ workspace: Workspace, _ assembly: Assembly, _ resolved: [(target: Target, values: VariableSet)]) {
    self.workspace = workspace
    self.assembly = assembly
    self.values = Dictionary(resolved.map { ($0.target, $0.values) }) { first, _ in first }
  }

  /// Asks about all works of a planner; what the cache has of them is held.
  ///
  /// Throws `Failure` where an archive cannot be asked, and what this machine lacks for asking.
  func ask(about planner: Planner) async throws -> Answer {
    let (kept, missing) = planner.kept()
    let layers = Set(assembly.graph.works.filter { $0.result == .layer }.map(\.name))
    var answer = Answer(missing: missing.filter(layers.contains))
    let asked = kept.filter { !$0.facts.isEmpty }
    guard !asked.isEmpty else { return answer }
    let tools = asked.flatMap { assembly.tools[$0.work.id] ?? [] }
    try await workspace.checkMachine(tools: Dictionary(tools.map { ($0.program, $0.package) }) { first, _ in first })
    for work in asked {
      guard let values = work.targets.lazy.compactMap({ values[$0] }).first else { continue }
      guard let changes = try await changes(of: work, values) else { continue }
      // What a lower layer would bring by itself is no news of this one.
      let below = answer.works.filter { $0.work.tree.map(work.below.contains) ?? false }.flatMap(\.changes)
      answer.works.append((work, PackageChange.leavingOut(below, of: changes)))
    }
    return answer
  }

  private func changes(of work: KeptWork, _ values: VariableSet) async throws -> [PackageChange]? {
    do {
      return try await packageChanges(of: work, values, store: workspace.store.root)
    } catch let failure as Failure {
      throw failure.cleaned(by: Redactor(secrets: secrets(of: [values])))
    }
  }
}
