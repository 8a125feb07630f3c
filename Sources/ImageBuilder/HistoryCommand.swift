import ArgumentParser
import Console
import FoundationEssentials
import StepCache

/// Tells a target's earlier builds.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Tell the earlier builds of a target, the newest first: what changed, what ran, how each ended.",
    discussion: "A run in which nothing ran and nothing had changed is not among them.")

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Option(help: "How many builds; the cache remembers 50.")
  var last = 10

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() throws {
    guard last > 0 else { throw UsageError("--last \(last) is no number of builds", hint: "it is at least 1") }
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    let target = try target.target()
    let report = HistoryReport(
      workspace.store.pastBuilds(of: target), of: target, count: last, now: Int64(Date().timeIntervalSince1970))
    workspace.output.show(report, asJSON: json)
  }
}
