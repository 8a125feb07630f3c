/// A variable that the command line sets.
public struct Assignment: Hashable, Sendable {
  /// The variable's name.
  public var name: VariableName
  /// The value as written.
  public var value: String
  /// The part of the command line: `VARS`, `--var`, `PACKER_FLAGS`, `make`.
  public var source: String

  /// An assignment.
  public init(name: VariableName, value: String, source: String) {
    self.name = name
    self.value = value
    self.source = source
  }

  /// Reads `name=value`; the value is taken as it is, also with spaces or `=` in it.
  public init(parsing text: String, source: String) throws(VariableError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = VariableName(rawValue: String(parts[0]))
    guard parts.count == 2, name.isWellFormed else {
      // The text may be the value of a secret whose name got lost, so that it is not repeated.
      throw VariableError(
        "`\(parts.count == 2 ? String(parts[0]) : "a word without `=`")` sets no variable",
        origin: .commandLine(source), hint: "write name=value")
    }
    self.init(name: name, value: String(parts[1]), source: source)
  }

  /// Reads `VARS`: assignments separated by spaces, with quotes as in a shell.
  public static func list(parsing text: String, source: String = "VARS") throws(VariableError) -> [Assignment] {
    var assignments: [Assignment] = []
    for word in try shellWords(of: text, source: source) {
      assignments.append(try Assignment(parsing: word, source: source))
    }
    return assignments
  }

  /// What was set on make's own command line, in a process that make started: `make build-x name=value`.
  ///
  /// Make names those variables in MAKEFLAGS, where quoting has mangled the values, and exports them with their values. Names
  /// with capitals are make's settings, like `PHASE`.
  public static func fromMake(environment: [String: String]) -> [Assignment] {
    let names = MakeFlags(environment["MAKEFLAGS"] ?? "").names.filter { $0.lowercased() == $0 }
    return names.map { VariableName(rawValue: $0) }.filter(\.isWellFormed).compactMap { name in
      environment[name.rawValue].map { Assignment(name: name, value: $0, source: "make") }
    }
  }
}
