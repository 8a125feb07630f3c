import ArgumentParser
import Console
import Tasks

/// Lists every target.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List every target.")

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  @Flag(help: "Write the goals as the Makefile includes them (hack/targets.mk).")
  var make = false

  mutating func run() throws {
    if make {
      Output().show("# Written by `make targets`; do not edit.\nIMAGE_GOALS := \\")
      Output().show(Goal.all.map { "  \($0)" }.joined(separator: " \\\n"))
    } else {
      Output().show(TargetList(Catalog.targets.map { ($0, Catalog.summary(of: $0)) }), asJSON: json)
    }
  }
}
