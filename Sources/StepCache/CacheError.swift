/// Trouble with the cache itself: exit code 3.
public struct CacheError: Error, CustomStringConvertible {
  /// What went wrong and where.
  public let message: String
  /// What to do next.
  public let hint: String?

  /// Says what went wrong and what to do next.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, with the hint on a line of its own.
  public var description: String {
    hint.map { "\(message)\nhint: \($0)" } ?? message
  }
}
