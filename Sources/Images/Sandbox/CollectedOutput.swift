import Shell

/// What a command prints, cut into lines as it comes.
struct CollectedOutput {
  /// How many lines an error shows.
  private static let shown = 20

  private let onLine: @Sendable (OutputLine) -> Void
  private var rests: (output: [UInt8], error: [UInt8]) = ([], [])
  /// The whole standard output.
  private(set) var output: [UInt8] = []
  /// The last lines of both streams.
  private(set) var lastLines: [String] = []

  /// Lines go to `onLine`.
  init(onLine: @escaping @Sendable (OutputLine) -> Void) {
    self.onLine = onLine
  }

  /// Takes the next bytes of a stream.
  mutating func take(_ bytes: [UInt8], _ stream: OutputLine.Stream) {
    var rest = stream == .output ? rests.output : rests.error
    if stream == .output { output += bytes }
    let pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for piece in pieces.dropLast() {
      pass(rest + piece, stream)
      rest = []
    }
    rest += pieces.last ?? []
    if stream == .output { rests.output = rest } else { rests.error = rest }
  }

  /// Takes what stands after the last line ends.
  mutating func finish() {
    if !rests.output.isEmpty { pass(rests.output, .output) }
    if !rests.error.isEmpty { pass(rests.error, .error) }
  }

  /// Of a line that overwrites itself by carriage returns only the last state counts.
  private mutating func pass(_ line: [UInt8], _ stream: OutputLine.Stream) {
    let visible = line.split(separator: 0x0D).last ?? []
    let text = String(decoding: visible, as: UTF8.self)
    if lastLines.count == Self.shown { lastLines.removeFirst() }
    lastLines.append(text)
    onLine(OutputLine(stream: stream, text: text))
  }
}
