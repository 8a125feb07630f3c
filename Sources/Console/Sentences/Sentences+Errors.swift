import Engine

/// What went wrong: `error:` what and where, then `hint:` what to do next.
extension Sentences {
  /// What to do about a failed phase of which nothing better is known.
  static let goOn = "once that is mended, run the same command again: what was built is kept"

  /// The lines about a work that failed.
  static func failure(_ failure: Failure, of subject: String) -> [Line] {
    let message = failure.message.split(separator: "\n").map { String($0).printable }
    let about = subject.isEmpty ? "" : subject + ": "
    var lines = [Line("error: ", .bad) + Line(about + (message.first ?? "it failed"), .strong)]
    lines += message.dropFirst().map { Line("  " + $0) }
    if let step = failure.step { lines.append(Line("  step     ", .faint) + Line(step.printable)) }
    if let command = failure.command { lines.append(Line("  command  ", .faint) + Line(command.printable)) }
    lines += failure.lines.map { Line("  | ", .faint) + Line($0.printable) }
    if let log = failure.log { lines.append(Line("  log      ", .faint) + Line(log)) }
    if let hint = failure.hint { lines += Self.hint(hint) }
    return lines
  }

  /// `hint: did you mean this?`
  static func hint(_ text: String) -> [Line] {
    let lines = text.split(separator: "\n").map { String($0).printable }
    return [Line("hint: ", .good) + Line(lines.first ?? "")] + lines.dropFirst().map { Line("  " + $0) }
  }
}
