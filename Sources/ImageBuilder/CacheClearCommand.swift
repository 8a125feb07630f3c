import ArgumentParser
import Console
import FoundationEssentials
import StepCache
import SystemPackage

/// Removes everything from the cache.
struct CacheClearCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "Remove everything from the cache, downloaded packages too; refuses while a build is going.")

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() async throws {
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    let collected = try await workspace.store.clear()
    workspace.output.show(CollectionReport(collected), asJSON: json)
    if collected.inUse > 0 { throw Console.ExitCode.cache }
  }
}
