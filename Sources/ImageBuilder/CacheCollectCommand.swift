import ArgumentParser
import Console
import FoundationEssentials
import StepCache
import Variables

/// Removes what is no longer needed from the cache.
struct CacheCollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Remove superseded results, then what was not used for longest; what is in use stays.")

  @Option(help: "How much may stay, such as 20G.")
  var size: String?

  @Option(help: "How many days ago a result or a package file may have been used last.")
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
