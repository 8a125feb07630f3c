import ImageSandbox
import Shell

extension Image {
  /// How long to wait each time before an archive is asked again, in seconds.
  private static let pauses = [1, 2, 4, 8]

  /// Runs what fetches from package archives, and again where one of them is busy: apt tries again by itself where a
  /// connection breaks, but takes HTTP status 503 for an answer.
  func fetch(_ command: SandboxCommand) async throws {
    for pause in Self.pauses {
      do {
        try await run(command)
        return
      } catch let error as CommandError where ArchiveTrouble(in: error.lastLines)?.isPassing == true {
        try await Task.sleep(for: .seconds(pause))
      }
    }
    try await run(command)
  }

  /// Runs what installs from the pool; throws `DamagedPackages` where it failed and the pool had damaged files.
  func install(_ command: SandboxCommand, from copy: PackagePool.PrivateCopy) async throws {
    do {
      try await run(command)
    } catch let error as CommandError {
      // apt compares only sizes of files that it has already.
      let names = try await packages.dropDamaged(copy)
      if names.isEmpty { throw error }
      throw DamagedPackages(names: names)
    }
  }
}
