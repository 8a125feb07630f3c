/// A line that a running command printed.
public struct OutputLine: Sendable, Equatable {
  /// Where a command prints.
  public enum Stream: Sendable {
    /// Standard output.
    case output
    /// Standard error.
    case error
  }

  /// Where it was printed.
  public let stream: Stream
  /// The line as a terminal shows it: without its end, and of a line that overwrites itself only the last state.
  public let text: String

  /// A line; tests of other modules make them too.
  public init(stream: Stream, text: String) {
    self.stream = stream
    self.text = text
  }
}
