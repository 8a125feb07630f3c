/// What a running command gets from outside.
public enum SandboxInput: Sendable, Equatable {
  /// Bytes for its standard input or its terminal.
  case bytes([UInt8])
  /// No more bytes will come; a terminal does not end by it.
  case end
  /// The window of its terminal has this size now.
  case window(WindowSize)
}
