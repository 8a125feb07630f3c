import ArgumentParser
import Console
import Engine
import StepCache
import TaskGraph

/// Says what a build would do.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "plan", abstract: "Say what a build would do, and why.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @OptionGroup var phases: PhaseOptions

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    var settings = try report.settings()
    settings.take(phases)
    let workspace = try Workspace(settings)
    let targets = unique(try targets.map { try $0.target() })
    let resolved = try targets.map { (target: $0, values: try workspace.variables(of: $0)) }
    let assembly = try await workspace.assemble(resolved)
    let selection = try settings.selection()
    let changes = try await workspace.refresh(assembly, resolved, selection)
    let planner = Planner(graph: assembly.graph, selection: selection, store: workspace.store, changes: changes)
    let histories = Dictionary(uniqueKeysWithValues: targets.map { ($0, workspace.store.history(of: $0)) })
    workspace.output.show(PlanReport(planner.plan(), histories: histories), asJSON: report.json)
  }
}
