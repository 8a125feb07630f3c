@testable import Shell
@testable import Variables

extension FuzzedReader {
  /// A command line: its words, quoted as an error shows a command, are the same words again.
  static let shellWords = FuzzedReader(
    "shell-words",
    ofText: { text in
      guard let words = try? Variables.shellWords(of: text, source: "VARS") else { return }
      let written = Command(words, environment: [:]).shellText
      let again = try Variables.shellWords(of: written, source: "VARS")
      try promise(
        again.count == words.count && zip(again, words).allSatisfy { isSame($0, $1) },
        "\(words) is written as \(written)")
    })

  /// `VARS`: names are names, and the same is read when it is written again.
  static let assignments = FuzzedReader(
    "assignments",
    ofText: { text in
      guard let assignments = try? Assignment.list(parsing: text) else { return }
      for assignment in assignments {
        try promise(assignment.name.isWellFormed, "`\(assignment.name)` is set")
      }
      let words = assignments.map { "\($0.name)=\($0.value)" }
      let again = try Assignment.list(parsing: Command(words, environment: [:]).shellText)
      try promise(again == assignments, "\(words) is written as \(Command(words, environment: [:]).shellText)")
    })

  /// `PACKER_FLAGS`: names are names, and no notice has the value of a variable.
  static let packerFlags = FuzzedReader(
    "packer-flags",
    ofText: { text in
      guard let flags = try? PackerFlags(parsing: text) else { return }
      for assignment in flags.assignments {
        try promise(assignment.name.isWellFormed, "`\(assignment.name)` is set")
      }
    })

  /// `MAKEFLAGS`: a number of works that can be run, and names that can be set.
  static let make = FuzzedReader(
    "make-flags",
    ofText: { text in
      let flags = MakeFlags(text)
      try promise(flags.jobs ?? 1 > 0, "\(flags.jobs ?? 0) at once")
      try promise(Set(flags.names).count == flags.names.count, "a name is there twice")
      var environment = Dictionary(flags.names.map { ($0, "x") }, uniquingKeysWith: { $1 })
      environment["MAKEFLAGS"] = text
      for assignment in Assignment.fromMake(environment: environment) {
        try promise(assignment.name.isWellFormed, "`\(assignment.name)` is set")
        try promise(assignment.name.rawValue.lowercased() == assignment.name.rawValue, "`\(assignment.name)` is make's")
      }
    })
}
