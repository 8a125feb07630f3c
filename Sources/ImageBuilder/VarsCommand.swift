import ArgumentParser
import Console
import Variables

/// Says what the variables of a target are, and who set them.
struct VarsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vars", abstract: "Print every variable of a target, who set it, and what it overrode.")

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Option(help: "Only variables whose name holds this text.")
  var grep: String?

  @OptionGroup var report: ReportOptions

  mutating func run() throws {
    let workspace = try Workspace(try report.settings())
    let target = try target.target()
    let variables = try workspace.variables(of: target)
    for notice in variables.notices { workspace.output.notice(notice.description) }
    workspace.output.show(VariablesReport(variables, of: target, containing: grep), asJSON: report.json)
  }
}
