/// The name of a variable, as in `kubernetes_semver`.
public struct VariableName: RawRepresentable, Hashable, Sendable, Comparable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name as it is written in a variable file.
  public var rawValue: String

  /// A name; whether it is declared is for a `Schema` to say.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A name that stands in code.
  public init(stringLiteral value: String) {
    self.rawValue = value
  }

  /// The name itself.
  public var description: String { rawValue }

  /// Names sort by their text.
  public static func < (left: VariableName, right: VariableName) -> Bool { left.rawValue < right.rawValue }

  /// Whether the name can be written as `name=value`: letters, digits and underscores, beginning with no digit.
  var isWellFormed: Bool {
    guard let first = rawValue.utf8.first, !isDigit(first) else { return false }
    return rawValue.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

private func isLetter(_ byte: UInt8) -> Bool {
  (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
}
