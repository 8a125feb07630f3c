import ArgumentParser
import Console

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
    let asked = try await AskedPlan(targets, phases, report)
    let output = asked.workspace.output
    let drawing = GraphReport(asked.graph, plan: asked.plan)
    switch format {
    case _ where report.json: output.show(drawing, asJSON: true)
    case .json: output.show(drawing, asJSON: true)
    case .dot: output.show(drawing.dot)
    case .mermaid: output.show(drawing.mermaid)
    }
  }
}

/// A language that graphs are drawn in.
enum GraphFormat: String, CaseIterable, ExpressibleByArgument {
  case dot, mermaid, json
}
