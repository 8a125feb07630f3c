import Synchronization

/// Passes lines of both streams on, one at a time, and remembers the last ones for an error.
public final class OutputTail: Sendable {
  private struct Numbered {
    let number: Int
    let text: String
  }

  private struct State {
    var count = 0
    var output: [Numbered] = []
    var error: [Numbered] = []
  }

  /// How many lines an error shows.
  private static let limit = 20

  private let state = Mutex(State())
  private let onLine: @Sendable (OutputLine) -> Void

  /// A tail whose lines also go to `onLine`, which is never called twice at the same time.
  public init(onLine: @escaping @Sendable (OutputLine) -> Void) {
    self.onLine = onLine
  }

  /// Takes the next line.
  public func append(_ line: OutputLine) {
    state.withLock { state in
      let numbered = Numbered(number: state.count, text: line.text)
      state.count += 1
      switch line.stream {
      case .output: Self.append(numbered, to: &state.output)
      case .error: Self.append(numbered, to: &state.error)
      }
      onLine(line)
    }
  }

  /// The last lines in the order in which they were read.
  ///
  /// Two pipes are not read in the order in which they were written to, so that a complaint may be read before the
  /// output that it follows: each stream has half of the lines to itself.
  public var lastLines: [String] {
    state.withLock { state in
      let errors = state.error.suffix(max(Self.limit / 2, Self.limit - state.output.count))
      let outputs = state.output.suffix(Self.limit - errors.count)
      return (errors + outputs).sorted { $0.number < $1.number }.map(\.text)
    }
  }

  private static func append(_ line: Numbered, to lines: inout [Numbered]) {
    if lines.count == limit { lines.removeFirst() }
    lines.append(line)
  }
}
