import ArgumentParser
import Console
import Engine
import FoundationEssentials
import StepCache
import TaskGraph

/// Says why phases will run.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Say why a phase will run: what changed, from what to what, and who set it.")

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Argument(help: "A phase; without one, every phase that will run is explained.", completion: .phases)
  var phase: String?

  @Flag(help: "Ask the package archives again, and say what would run because of that.")
  var refresh = false

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    var settings = try report.settings()
    if refresh { try settings.take("REFRESH=1") }
    let workspace = try Workspace(settings)
    let target = try target.target()
    let phase = try asked(phase, of: target)
    let resolved = [(target: target, values: try workspace.variables(of: target))]
    let assembly = try await workspace.assemble(resolved)
    let changes = try await workspace.refresh(assembly, resolved, Selection())
    let plan = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store, changes: changes).plan()
    guard let pipeline = plan.pipelines.first else { return }
    let why = try WhyReport(
      plan, pipeline, phase: phase, history: workspace.store.history(of: target),
      now: Int64(Date().timeIntervalSince1970))
    workspace.output.show(why, asJSON: report.json)
  }
}
