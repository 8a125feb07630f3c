import ArgumentParser
import Console
import FoundationEssentials
import StepCache
import SystemPackage

/// Says what the cache holds.
struct CacheUsageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "usage", abstract: "Say what the cache holds.")

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() async throws {
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    try workspace.store.prepare()
    workspace.output.show(
      UsageReport(try workspace.store.usage(), at: workspace.store.root.string), asJSON: json)
  }
}
