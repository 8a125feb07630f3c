import ArgumentParser

/// The options that choose phases.
struct PhaseOptions: ParsableArguments {
  @Option(help: "Rerun this phase; what follows reruns if its result changed.", completion: .phases)
  var phase: String?

  @Option(help: "Rerun this phase and all after it.", completion: .phases)
  var from: String?

  @Option(help: "Rerun this phase and stop.", completion: .phases)
  var only: String?

  @Option(help: "Stop after this phase.", completion: .phases)
  var until: String?

  @Option(help: "Leave this phase out.", completion: .phases)
  var skip: [String] = []

  @Flag(help: "Ask the package archives again, and rerun from the first phase that would get other packages.")
  var refresh = false

  /// The same as settings.
  var settings: [String: String] {
    var settings: [String: String] = [:]
    settings["PHASE"] = phase
    settings["FROM"] = from
    settings["ONLY"] = only
    settings["UNTIL"] = until
    if refresh { settings["REFRESH"] = "1" }
    if !skip.isEmpty { settings["SKIP"] = skip.joined(separator: " ") }
    return settings
  }
}
