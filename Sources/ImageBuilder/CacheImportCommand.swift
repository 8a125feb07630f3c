import ArgumentParser
import Console
import FoundationEssentials
import ImageArchive
import StepCache
import SystemPackage

/// Takes an archive of another cache in.
struct CacheImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take the results of an archive into the cache, each once it is found to be what its record says.",
    discussion: "What is here already and as new stays. Exit code 3 if something of the archive was refused.")

  @Argument(help: "An archive that cache export made.", completion: .file())
  var archive: String

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  mutating func run() async throws {
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    let file = workspace.absolute(archive)
    guard FileManager.default.isReadableFile(atPath: file.string) else {
      throw UsageError("there is no archive \(archive) that can be read", hint: "image-builder cache export makes one")
    }
    try await workspace.checkMachine(tools: archiveTools)
    defer { workspace.store.releaseAll() }
    let imported = try await workspace.store.importArchive { members, isFirst, folder in
      try await unpack(members, of: file, into: folder, isFirst: isFirst)
    }
    if let fault = imported.fault { workspace.output.warn("the archive could not be read to its end: \(fault)") }
    workspace.output.show(ImportReport(imported), asJSON: json)
    if imported.fault != nil || !imported.refused.isEmpty { throw Console.ExitCode.cache }
  }
}
