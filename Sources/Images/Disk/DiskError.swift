/// What went wrong while a disk was made, and what may be done about it.
public struct DiskError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What failed and where, a lowercase sentence without a full stop.
  public let message: String
  /// The next thing to do, if there is one.
  public let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String {
    guard let hint else { return message }
    return "\(message)\nhint: \(hint)"
  }
}
