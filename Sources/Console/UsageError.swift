/// Something was asked for that does not exist, or in the wrong way: exit code 2.
public struct UsageError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, one sentence in lower case.
  public let message: String
  /// What to do next.
  public let hint: String?

  /// Says what is wrong and what to do next.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }
}
