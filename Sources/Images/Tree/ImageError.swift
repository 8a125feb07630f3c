/// What a step asked of an image and cannot have.
public struct ImageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What failed and where, a lowercase sentence without a full stop.
  public let message: String
  /// The next thing to do, if there is one.
  public let hint: String?

  /// An error that says `message`.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String {
    guard let hint else { return message }
    return "\(message)\nhint: \(hint)"
  }
}
