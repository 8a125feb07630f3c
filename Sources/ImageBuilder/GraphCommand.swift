import ArgumentParser
import Console
import Engine
import StepCache
import TaskGraph

/// Draws the works of targets and what each takes in.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw the phases and supplies of targets, what each takes in, and its state.",
    discussion: """
      image-builder graph build-qemu-debian-12 build-raw-debian-12 | dot -Tsvg > graph.svg
      """)

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @Option(help: "The language of the drawing: dot, mermaid or json.")
  var format = GraphFormat.dot

  @OptionGroup var phases: PhaseOptions

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    var settings = try report.settings()
    settings.take(phases)
    let workspace = try Workspace(settings)
    let targets = unique(try targets.map { try $0.target() })
    let assembly = try await workspace.assemble(try targets.map { ($0, try workspace.variables(of: $0)) })
    let plan = Planner(graph: assembly.graph, selection: try settings.selection(), store: workspace.store).plan()
    let drawing = GraphReport(assembly.graph, plan: plan)
    switch format {
    case _ where report.json: workspace.output.show(drawing, asJSON: true)
    case .json: workspace.output.show(drawing, asJSON: true)
    case .dot: workspace.output.show(drawing.dot)
    case .mermaid: workspace.output.show(drawing.mermaid)
    }
  }
}

/// A language that graphs are drawn in.
enum GraphFormat: String, CaseIterable, ExpressibleByArgument {
  case dot, mermaid, json
}
