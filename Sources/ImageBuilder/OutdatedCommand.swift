import ArgumentParser
import Console
import Engine
import FoundationEssentials
import StepCache
import TaskGraph

/// Says what package archives have that images do not.
struct OutdatedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outdated",
    abstract:
      "Say which packages of targets the archives have in other versions by now; exit code 5 where there are any.",
    discussion: "Nothing is built. It asks the archives, and so needs a network.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    let workspace = try Workspace(try report.settings())
    let targets = unique(try targets.map { try $0.target() })
    let resolved = try await workspace.variables(of: targets)
    let assembly = try await workspace.assemble(resolved)
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store)
    defer { workspace.store.releaseAll() }
    let answer = try await ArchiveInquiry(workspace, assembly, resolved).ask(about: planner)
    guard !answer.works.isEmpty else {
      let names = targets.map(\.goal).joined(separator: ", ")
      throw Failure(
        "nothing of \(names) was built with these variables, so there is nothing to compare with the archives",
        hint: "build it first, or give the variables that it was built with")
    }
    let shown = OutdatedReport(
      answer.works.map { OutdatedReport.Row($0.work, changes: $0.changes) }, missing: answer.missing,
      now: Int64(Date().timeIntervalSince1970))
    workspace.output.show(shown, asJSON: report.json)
    if shown.isOutdated { throw Console.ExitCode.outdated }
  }
}
