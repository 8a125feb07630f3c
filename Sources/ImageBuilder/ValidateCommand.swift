import ArgumentParser

/// Checks variables and phases.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check everything that can be known before anything is built.")

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @OptionGroup var variables: VariableOptions

  mutating func run() async throws {
    let settings = try ReportOptions.settings(with: variables)
    try await Validation(try Workspace(settings), unique(targets.map { try $0.target() })).perform()
  }
}
