import FoundationEssentials

/// Takes secrets out of whatever is about to be printed or kept.
public struct Redactor: Sendable {
  /// By bytes: in characters, a secret would be another one before an accent.
  private let secrets: [[UInt8]]

  /// Knows these secrets, also in the forms in which programs repeat them; what has fewer than four characters is left, as
  /// it would hide ordinary text.
  public init(secrets: [String]) {
    let lines = secrets.flatMap { [$0] + $0.split(whereSeparator: \.isNewline).map(String.init) }
    let known = lines.flatMap { [$0] + Self.loginForms($0) }.filter { $0.count >= 4 }
    let plain = known.flatMap { [$0, Self.decoded($0)] }
    let forms = plain + plain.map { Data($0.utf8).base64EncodedString() }
    self.secrets = Set(forms.filter { $0.count >= 4 }.map { Array($0.utf8) }).sorted { $0.count > $1.count }
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

  /// The password of an address such as `http://me:password@proxy:3128`, and the name with it as a server is told them.
  private static func loginForms(_ address: String) -> [String] {
    guard let scheme = address.firstRange(of: "://") else { return [] }
    let authority = address[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return [] }
    let login = authority[..<at]
    guard let colon = login.firstIndex(of: ":") else { return [] }
    return [String(login), decoded(String(login)), String(login[login.index(after: colon)...])]
  }

  /// The text without percent-encoding; as it is, where that is not UTF-8.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
