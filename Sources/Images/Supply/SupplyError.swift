/// A supply that cannot be had.
public struct SupplyError: Error, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// What to do next.
  public let hint: String

  init(_ message: String, hint: String) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String { "\(message)\nhint: \(hint)" }
}
