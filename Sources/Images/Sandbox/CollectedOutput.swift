import Shell

/// What a command in a sandbox prints, cut into lines as it comes.
struct CollectedOutput {
  private let tail: OutputTail
  private var splitters = (output: LineSplitter(), error: LineSplitter())
  /// The whole standard output.
  private(set) var output: [UInt8] = []

  /// Lines go to `onLine`.
  init(onLine: @escaping @Sendable (OutputLine) -> Void) {
    tail = OutputTail(onLine: onLine)
  }

  /// The last lines of both streams.
  var lastLines: [String] { tail.lastLines }

  /// Takes the next bytes of a stream.
  mutating func take(_ bytes: [UInt8], _ stream: OutputLine.Stream) {
    let tail = tail
    let pass = { text in tail.append(OutputLine(stream: stream, text: text)) }
    switch stream {
    case .output:
      output += bytes
      splitters.output.take(bytes, pass)
    case .error: splitters.error.take(bytes, pass)
    }
  }

  /// Takes what stands after the last line ends.
  mutating func finish() {
    let tail = tail
    splitters.output.finish { tail.append(OutputLine(stream: .output, text: $0)) }
    splitters.error.finish { tail.append(OutputLine(stream: .error, text: $0)) }
  }
}
