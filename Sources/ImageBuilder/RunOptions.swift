import ArgumentParser

/// The options of a run.
struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: "How many phases, supplies and downloads may run at once.")
  var jobs: Int?

  @Flag(name: [.customShort("k"), .long], help: "Go on with what does not depend on a failure.")
  var keepGoing = false

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be done.")
  var planOnly = false

  @Flag(name: [.customShort("B"), .customLong("always")], help: "Rerun every phase.")
  var always = false

  @Flag(name: [.customShort("s"), .customLong("silent")], help: "Say only what is wrong.")
  var silent = false

  @Flag(name: [.customShort("v"), .long], help: "Show every step and every line that a command prints.")
  var verbose = false

  @Option(help: "A file that gets every event as a line of JSON.", completion: .file())
  var events: String?

  @OptionGroup var variables: VariableOptions

  @OptionGroup var phases: PhaseOptions

  /// Adds what these options say to what the environment says.
  func apply(to settings: inout Settings) throws {
    try settings.take(variables)
    settings.take(phases)
    if let events { try settings.take("EVENTS=\(events)") }
  }
}
