import ArgumentParser
import Console
import Tasks

/// Describes a target's phases.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Say what the phases of a target do and which variables they read.")

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() throws {
    let target = try target.target()
    Output().show(
      TargetDescription(target, phases: Catalog.phases(of: target), gates: Catalog.gates(of: target)), asJSON: json)
  }
}
