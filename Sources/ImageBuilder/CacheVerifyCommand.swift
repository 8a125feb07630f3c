import ArgumentParser
import Console
import FoundationEssentials
import ImageTree
import StepCache
import SystemPackage

/// Looks at everything in the cache.
struct CacheVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Digest everything in the cache again and name what is damaged; exit code 3 if something is.")

  @Flag(help: "Remove what is damaged, so that it is made again.")
  var remove = false

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() async throws {
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    // Where trees cannot be read at all, none of them is damaged.
    try await workspace.checkMachine(tools: [:])
    let verification = try await workspace.store.verify(removing: remove) { folder, removing in
      let pool = PackagePool(folder)
      let names = try await pool.damaged()
      if removing { try pool.remove(names) }
      return names
    }
    workspace.output.show(VerificationReport(verification, at: workspace.store.root.string), asJSON: json)
    if !verification.damaged.isEmpty { throw Console.ExitCode.cache }
  }
}
