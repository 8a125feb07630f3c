/// The child at the other end of a conversation reads no more.
public struct ConversationClosed: Error, CustomStringConvertible {
  /// The child's program, as it was named.
  public let program: String

  /// Who stopped reading.
  public var description: String { "`\(program)` has closed its input" }
}
