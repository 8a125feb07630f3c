/// A line that is printed once and stays.
struct Note: Sendable {
  /// The stream that it belongs to.
  let channel: Output.Channel
  /// What it says.
  let line: Line

  /// A line on standard output, unless said otherwise.
  init(_ line: Line, to channel: Output.Channel = .out) {
    self.channel = channel
    self.line = line
  }
}
