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
    let assembly = try await workspace.assemble(try targets.map { ($0, try workspace.variables(of: $0)) })
    let planner = Planner(graph: assembly.graph, selection: try settings.selection(), store: workspace.store)
    let histories = Dictionary(uniqueKeysWithValues: targets.map { ($0, workspace.store.history(of: $0)) })
    workspace.output.show(PlanReport(planner.plan(), histories: histories), asJSON: report.json)
  }
}
