import ArgumentParser
import Console
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
    let asked = try await AskedPlan(targets, phases, report)
    let histories = Dictionary(uniqueKeysWithValues: asked.targets.map { ($0, asked.workspace.store.history(of: $0)) })
    asked.workspace.showLimits(of: asked.targets)
    asked.workspace.output.show(PlanReport(asked.plan, histories: histories), asJSON: report.json)
  }
}
