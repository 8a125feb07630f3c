import Glibc

/// What went wrong with a sandbox or inside it, and what may be done about it.
public struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What failed and where, a lowercase sentence without a full stop.
  public let message: String
  /// The next thing to do, if there is one.
  public let hint: String?
  /// The error number of the system call behind it, 0 if there was none.
  public let code: Int32

  /// An error that says `message`.
  public init(_ message: String, hint: String? = nil, code: Int32 = 0) {
    self.message = message
    self.hint = hint
    self.code = code
  }

  /// Whether a directory could not be renamed because a lower layer holds it (EXDEV).
  public var isAcrossLayers: Bool { code == EXDEV }

  /// The message, and the hint on a line of its own.
  public var description: String {
    guard let hint else { return message }
    return "\(message)\nhint: \(hint)"
  }
}
