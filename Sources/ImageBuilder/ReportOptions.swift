import ArgumentParser
import FoundationEssentials

/// What every command takes that only tells something.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  @OptionGroup var variables: VariableOptions

  /// The settings of the environment with what these options add.
  func settings() throws -> Settings { try Self.settings(with: variables) }

  /// The settings of the environment with what these options add.
  static func settings(with variables: VariableOptions) throws -> Settings {
    var settings = Settings(environment: ProcessInfo.processInfo.environment)
    try settings.take(variables)
    return settings
  }
}
