/// What went wrong, in words for the person who has to mend it.
public struct Failure: Error, Sendable, Codable, CustomStringConvertible {
  /// What and where, one sentence in lower case.
  public let message: String
  /// The step that failed.
  public var step: String?
  /// The command that failed, as it can be pasted into a shell.
  public var command: String?
  /// The last lines that it printed.
  public var lines: [String] = []
  /// The complete log.
  public var log: String?
  /// What to do next.
  public var hint: String?

  /// Says what went wrong.
  public init(
    _ message: String, step: String? = nil, command: String? = nil, lines: [String] = [], hint: String? = nil
  ) {
    self.message = message
    self.step = step
    self.command = command
    self.lines = lines
    self.hint = hint
  }

  /// Takes any error, splitting off the hint that it may end with.
  init(of error: any Error) {
    if let failure = error as? Failure {
      self = failure
      return
    }
    if error is CancellationError {
      self.init("it gave up, though nobody interrupted it", hint: "this is a fault of the step that it came to")
      return
    }
    let parts = String(describing: error).split(separator: "\nhint: ", maxSplits: 1)
    self.init(parts.first.map(String.init) ?? "", hint: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// The same without secrets.
  public func cleaned(by redactor: Redactor) -> Failure {
    var cleaned = Failure(
      redactor.clean(message), step: step.map(redactor.clean), command: command.map(redactor.clean),
      lines: lines.map(redactor.clean), hint: hint.map(redactor.clean))
    cleaned.log = log
    return cleaned
  }

  /// The message, and the hint on a line of its own.
  public var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }
}
