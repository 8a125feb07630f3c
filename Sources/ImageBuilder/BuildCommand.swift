import ArgumentParser
import FoundationEssentials

/// Builds targets.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "build", abstract: "Build the images of targets.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @Flag(help: "Build once more without the cache, and compare what comes out with what the cache has.")
  var check = false

  @OptionGroup var run: RunOptions

  mutating func run() async throws {
    var settings = Settings(environment: ProcessInfo.processInfo.environment)
    try run.apply(to: &settings)
    let images = ImageRun(try Workspace(settings), unique(try targets.map { try $0.target() }), run)
    if check { try await images.check() } else { try await images.perform() }
  }
}
