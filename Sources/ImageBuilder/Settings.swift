import Console
import Engine
import Shell
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// What the environment, make and the command line together ask for, apart from goals.
struct Settings {
  /// Names that choose phases and files, as make's command line or the environment sets them.
  static let names = [
    "PHASE", "FROM", "ONLY", "UNTIL", "SKIP", "REFRESH", "VAR_FILES", "PACKER_VAR_FILES", "PACKER_FLAGS", "VARS",
    "USER_VARS",
    "STRICT", "EVENTS", "VERBOSE", "ON_ERROR_ASK",
  ]

  private var values: [String: String] = [:]
  /// The files of options, in order.
  private var files: [FilePath] = []
  /// What sets variables on the command line, in order.
  private(set) var assignments: [Assignment]
  /// Make's one-letter flags, as it hands them down.
  private let flags: MakeFlags
  /// The whole environment.
  let environment: [String: String]

  /// Reads the environment and what make hands down in it.
  init(environment: [String: String]) {
    self.environment = environment
    self.flags = MakeFlags(environment["MAKEFLAGS"] ?? "")
    self.assignments = Assignment.fromMake(environment: environment)
    for name in Self.names { values[name] = environment[name] }
  }

  /// Takes a word of the form `NAME=value`: a setting of this program, or a variable.
  mutating func take(_ word: String) throws {
    let name = String(word.prefix { $0 != "=" })
    guard name.uppercased() == name else {
      assignments.append(try Assignment(parsing: word, source: "goals"))
      return
    }
    guard Self.names.contains(name) else {
      throw UsageError(
        "there is no setting `\(name)`",
        hint: suggestion(for: name, among: Self.names) ?? "the settings are \(Self.names.joined(separator: ", "))")
    }
    values[name] = String(word.dropFirst(name.count + 1))
  }

  /// Adds what options say to what the environment says.
  mutating func take(_ options: VariableOptions) throws {
    for text in options.variables { assignments.append(try Assignment(parsing: text, source: "--var")) }
    files += options.files.map { FilePath($0) }
    if options.strict { values["STRICT"] = "1" }
  }

  /// Adds what options say to what the environment says.
  mutating func take(_ options: PhaseOptions) {
    for (name, value) in options.settings { values[name] = value }
  }

  /// The setting's words, quoted as in a shell.
  func list(_ name: String) throws -> [String] { try shellWords(of: values[name] ?? "", source: name) }

  /// Throws `UsageError` for a name on make's command line that is nearly a setting; others may serve another's recipes.
  func checkNames() throws {
    for name in flags.names where name.uppercased() == name && !Self.names.contains(name) {
      if let hint = suggestion(for: name, among: Self.names) {
        throw UsageError("there is no setting `\(name)`", hint: hint)
      }
    }
  }

  /// True where the setting has a value other than 0.
  func isOn(_ name: String) -> Bool { !["", "0"].contains(values[name] ?? "") }

  /// True where make was given the flag of this letter.
  func hasFlag(_ letter: Character) -> Bool { flags.letters.contains(letter) }

  /// How many works make may run at once, where it was told.
  var jobs: Int? { flags.jobs }

  /// The file that gets every event as a line of JSON.
  var events: FilePath? { values["EVENTS"].flatMap { $0.isEmpty ? nil : FilePath($0) } }

  /// The files that override variables, in order, and what else `PACKER_FLAGS` says.
  func overrides() throws -> (files: [FilePath], assignments: [Assignment], notices: [VariableNotice]) {
    let packer = try PackerFlags(parsing: values["PACKER_FLAGS"] ?? "")
    let listed = try (list("VAR_FILES") + list("PACKER_VAR_FILES")).map { FilePath($0) }
    let words = try Assignment.list(parsing: values["VARS"] ?? "")
    return (packer.varFiles + listed + files, packer.assignments + words + assignments, packer.notices)
  }

  /// True unless `USER_VARS` turns the user's own file off.
  var usesUserFile: Bool { values["USER_VARS"].map { !["", "0"].contains($0) } ?? true }

  /// Which phases are to run, whatever the cache says.
  func selection() throws -> Selection {
    var selection = Selection()
    selection.phase = try phase("PHASE")
    selection.from = try phase("FROM")
    selection.only = try phase("ONLY")
    selection.until = try phase("UNTIL")
    selection.everything = hasFlag("B")
    try checkOrder(selection)
    return selection
  }

  /// Throws `UsageError` where a phase is to be rerun that comes after the last one asked for.
  private func checkOrder(_ selection: Selection) throws {
    let known = Catalog.phaseNames
    for last in [selection.until, selection.only].compactMap({ $0.flatMap { known.firstIndex(of: $0) } }) {
      for (words, phase) in selection.named where known.firstIndex(of: phase).map({ $0 > last }) == true {
        throw UsageError(
          "\(words) comes after \(known[last]), where the build is to stop",
          hint: "the phases in order: \(known.map(\.rawValue).joined(separator: ", "))")
      }
    }
  }

  /// The phases to leave out.
  func skipped() throws -> [PhaseName] { try list("SKIP").map { try phaseName($0, for: "SKIP") } }

  private func phase(_ setting: String) throws -> PhaseName? {
    guard let name = values[setting], !name.isEmpty else { return nil }
    return try phaseName(name, for: setting)
  }

  private func phaseName(_ name: String, for setting: String) throws -> PhaseName {
    let known = Catalog.phaseNames
    guard let phase = known.first(where: { $0.rawValue == name }) else {
      throw UsageError(
        "\(setting)=\(name): there is no phase `\(name)`",
        hint: suggestion(for: name, among: known.map(\.rawValue))
          ?? "the phases are \(known.map(\.rawValue).joined(separator: ", "))")
    }
    return phase
  }
}
