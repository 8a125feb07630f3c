import TaskGraph
public import Engine
import StepCache
import Variables

/// What the process exits with.
public enum ExitCode: Int32, Error, Sendable {
  /// All that was asked for is done.
  case done = 0
  /// A phase or a check failed.
  case failed = 1
  /// What was asked for does not exist, or was asked for in the wrong way; make shows this for every failure.
  case usage = 2
  /// The cache cannot be used.
  case cache = 3
  /// This machine lacks what the build needs.
  case machine = 4
  /// The archives have newer packages than what was asked about.
  case outdated = 5
  /// The user interrupted the run.
  case interrupted = 130

  /// What an error that ended the process means.
  public init(_ error: any Error) {
    self =
      switch error {
      case let code as ExitCode: code
      case is CancellationError: .interrupted
      case is CacheError: .cache
      case is MachineError: .machine
      case is UsageError, is VariableErrors, is VariableError: .usage
      default: .failed
      }
  }

  /// What the end of a run means.
  public init(_ summary: Summary) {
    self = summary.succeeded ? .done : summary.count(.failed) == 0 ? .interrupted : .failed
  }
}
