import ArgumentParser
import FoundationEssentials

/// Builds targets.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "build", abstract: "Build the images of targets.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @OptionGroup var run: RunOptions

  mutating func run() async throws {
    var settings = Settings(environment: ProcessInfo.processInfo.environment)
    try run.apply(to: &settings)
    try await ImageRun(try Workspace(settings), unique(targets.map { try $0.target() }), run).perform()
  }
}
