import ArgumentParser

/// Removes images.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Remove the images of targets from the output folder; the cache stays.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @OptionGroup var variables: VariableOptions

  mutating func run() async throws {
    let settings = try ReportOptions.settings(with: variables)
    try await OutputCleaning(try Workspace(settings), unique(targets.map { try $0.target() })).perform()
  }
}
