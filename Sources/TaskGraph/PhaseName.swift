/// The name of a phase, as a user types it: `kubernetes`.
public struct PhaseName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name in lower case, without blanks.
  public let rawValue: String

  /// Takes the name as it is typed.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Takes the name as it is typed.
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  /// The name as it is typed.
  public var description: String { rawValue }
}
