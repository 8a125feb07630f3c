/// Why an image could not be looked into, and what may be done about it.
public struct InspectionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What failed and where, a lowercase sentence without a full stop.
  public let message: String
  /// The next thing to do, if there is one.
  public let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }
}
