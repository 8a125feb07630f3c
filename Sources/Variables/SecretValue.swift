/// A text that shows itself only to who asks for it by name: printing, dumping or interpolating it redacts it.
public struct SecretValue: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// What stands wherever a secret would be printed.
  public static let redacted = "(secret)"

  private let text: String

  /// A secret of a text.
  public init(_ text: String) {
    self.text = text
  }

  /// The text. Whoever takes it must keep it out of logs, plans, records and process lists.
  public func reveal() -> String { text }

  /// Whether there is no secret: nobody set one.
  public var isEmpty: Bool { text.isEmpty }

  /// Never the text.
  public var description: String { Self.redacted }

  /// Never the text.
  public var debugDescription: String { Self.redacted }

  /// Has no children, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
