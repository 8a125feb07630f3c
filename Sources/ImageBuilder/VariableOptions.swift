import ArgumentParser

/// The options that set variables.
struct VariableOptions: ParsableArguments {
  @Option(
    name: [.customLong("var-file")], help: "A file that overrides variables; of several, the last one wins.",
    completion: .file())
  var files: [String] = []

  @Option(name: [.customLong("var")], help: "A variable, as name=value.", completion: .variables)
  var variables: [String] = []

  @Flag(help: "Take whatever has no effect for an error.")
  var strict = false
}
