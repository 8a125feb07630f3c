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

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    let workspace = try Workspace(try report.settings())
    let target = try target.target()
    let phase = try asked(phase, of: target)
    let assembly = try await workspace.assemble([(target, try workspace.variables(of: target))])
    let plan = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store).plan()
    guard let pipeline = plan.pipelines.first else { return }
    let why = try WhyReport(
      plan, pipeline, phase: phase, history: workspace.store.history(of: target),
      now: Int64(Date().timeIntervalSince1970))
    workspace.output.show(why, asJSON: report.json)
  }
}
