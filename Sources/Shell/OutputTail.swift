import Synchronization

/// Passes lines of both streams on, one at a time, and remembers the last ones for an error.
final class OutputTail: Sendable {
  /// How many lines an error shows.
  private static let limit = 20

  private let lines = Mutex<[String]>([])
  private let onLine: @Sendable (OutputLine) -> Void

  /// A tail whose lines also go to `onLine`, which is never called twice at the same time.
  init(onLine: @escaping @Sendable (OutputLine) -> Void) {
    self.onLine = onLine
  }

  /// Takes the next line.
  func append(_ line: OutputLine) {
    lines.withLock { lines in
      if lines.count == Self.limit { lines.removeFirst() }
      lines.append(line.text)
      onLine(line)
    }
  }

  /// The last lines, oldest first.
  var lastLines: [String] { lines.withLock { $0 } }
}
