import ArgumentParser
import Console
import FoundationEssentials
import StepCache
import SystemPackage
import Variables

/// Looks after the cache.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Look after the cache.", subcommands: [Usage.self, Collect.self])

  /// Says what the cache holds.
  struct Usage: AsyncParsableCommand {
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

  /// Removes what is no longer needed.
  struct Collect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc",
      abstract: "Remove superseded results, then those that were not used for longest; what is in use stays.")

    @Option(help: "How much may stay, such as 20G.")
    var size: String?

    @Option(help: "How many days ago a result may have been used last.")
    var days: Int?

    @Flag(help: "Tell it as JSON; the names in it are stable.")
    var json = false

    mutating func run() async throws {
      let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
      let bytes = try size.map { text in
        guard let bytes = byteCount(of: text) else {
          throw UsageError("--size `\(text)` is not a size", hint: "write a number and K, M, G or T: 20G")
        }
        return bytes
      }
      try workspace.store.prepare()
      let collected = try await workspace.store.collect(
        maximumBytes: bytes, maximumAge: days.map { Int64($0) * 86_400 })
      workspace.output.show(CollectionReport(collected), asJSON: json)
    }
  }
}
