/// How a command ended.
public enum CommandStatus: Sendable, Equatable, CustomStringConvertible {
  /// It ended by itself with this exit status.
  case exited(Int)
  /// A signal ended it.
  case signaled(Int)
  /// It could not be started, for this reason; only a `CommandError` says so.
  case notStarted(String)

  /// The end of a sentence that begins with the command.
  public var description: String {
    switch self {
    case .exited(let code): "exited with status \(code)"
    case .signaled(let signal): "was ended by signal \(signal)"
    case .notStarted(let reason): "could not be started: \(reason)"
    }
  }
}
