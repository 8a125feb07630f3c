public import Engine
public import SystemPackage

/// The two streams of the process; nothing else in the program writes to them.
public struct Output: Sendable {
  /// Which stream a text belongs to.
  enum Channel: Sendable {
    case out, errors
  }

  private let out: FileDescriptor
  private let errors: FileDescriptor

  /// Writes to these descriptors, by default to standard output and standard error.
  public init(out: FileDescriptor = .standardOutput, errors: FileDescriptor = .standardError) {
    self.out = out
    self.errors = errors
  }

  /// How this program run speaks, on these streams.
  public func manner(_ amount: Manner.Amount, environment: [String: String]) -> Manner {
    Manner(
      amount: amount, output: TerminalSize(of: out), errors: TerminalSize(of: errors), environment: environment)
  }

  /// The size of the terminal as it is now.
  var size: TerminalSize { TerminalSize(of: out) ?? TerminalSize(columns: 0, rows: 0) }

  /// Shows a report, as text or as JSON.
  public func show(_ report: some Report, asJSON: Bool = false) {
    write(asJSON ? json(report) : report.text, to: .out)
  }

  /// Shows one line of text.
  public func show(_ line: String) {
    write(line + "\n", to: .out)
  }

  /// Shows an error, and returns what the process should exit with; an exit code or a cancellation is shown already.
  public func fail(_ error: any Error) -> ExitCode {
    if !(error is CancellationError || error is ExitCode) { write(errorText(error), to: .errors) }
    return ExitCode(error)
  }

  /// Shows something worth knowing, apart from what was asked for.
  public func notice(_ text: String) {
    write(Sentences.notice(text).text + "\n", to: .errors)
  }

  /// Shows a step that failed, before somebody is asked about it.
  public func show(_ trouble: Trouble) {
    var failure = trouble.failure
    failure.step = trouble.step
    let lines = Sentences.failure(failure, of: trouble.work)
    write(lines.map { $0.text + "\n" }.joined(), to: .errors)
  }

  /// Asks something that is answered on the same line.
  public func ask(_ question: String) {
    write(question + " ", to: .errors)
  }

  /// Shows something that may be wrong but stops nothing.
  public func warn(_ text: String) {
    write(Sentences.warning(text).text + "\n", to: .errors)
  }

  /// A stream that cannot be written, like that of a pager that was closed, stops no build.
  func write(_ text: String, to channel: Channel) {
    guard !text.isEmpty else { return }
    _ = try? (channel == .out ? out : errors).writeAll(text.utf8)
  }
}
