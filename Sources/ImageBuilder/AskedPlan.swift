import Engine
import StepCache
import TaskGraph

/// What a build of the asked targets would do, as commands tell it that build nothing.
struct AskedPlan {
  /// The project that was asked about.
  let workspace: Workspace
  /// The targets, each once.
  let targets: [Target]
  /// Their works.
  let graph: Graph
  /// What would be done with these.
  let plan: Plan

  /// Plans what was typed; package archives are asked again where `REFRESH` says so.
  init(_ arguments: [TargetArgument], _ phases: PhaseOptions, _ report: ReportOptions) async throws {
    var settings = try report.settings()
    settings.take(phases)
    let workspace = try Workspace(settings)
    let targets = unique(try arguments.map { try $0.target() })
    let resolved = try await workspace.variables(of: targets)
    let assembly = try await workspace.assemble(resolved)
    let selection = try settings.selection()
    let changes = try await workspace.refresh(assembly, resolved, selection)
    self.workspace = workspace
    self.targets = targets
    self.graph = assembly.graph
    self.plan = Planner(graph: graph, selection: selection, store: workspace.store, changes: changes).plan()
  }
}
