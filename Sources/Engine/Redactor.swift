/// Takes secrets out of whatever is about to be printed or kept.
public struct Redactor: Sendable {
  /// By bytes: in characters, a secret would be another one before an accent.
  private let secrets: [[UInt8]]

  /// Knows these secrets; a value of fewer than four characters is left, as it would hide ordinary text.
  public init(secrets: [String]) {
    let lines = secrets.flatMap { [$0] + $0.split(whereSeparator: \.isNewline).map(String.init) }
    self.secrets = Set(lines.filter { $0.count >= 4 }.map { Array($0.utf8) }).sorted { $0.count > $1.count }
  }

  /// The text with `***` in place of every secret.
  public func clean(_ text: String) -> String {
    secrets.reduce(text) { Self.replace($1, in: $0) }
  }

  private static func replace(_ secret: [UInt8], in text: String) -> String {
    var rest = text.utf8[...]
    guard var found = rest.firstRange(of: secret) else { return text }
    var kept: [UInt8] = []
    while true {
      kept += rest[..<found.lowerBound]
      kept += "***".utf8
      rest = rest[found.upperBound...]
      guard let next = rest.firstRange(of: secret) else { break }
      found = next
    }
    return String(decoding: kept + rest, as: UTF8.self)
  }
}
