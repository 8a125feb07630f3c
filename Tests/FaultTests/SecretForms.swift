import FoundationEssentials

/// A secret in every form in which a program may repeat it without meaning to.
struct SecretForms {
  /// The texts that must be nowhere; each gives the secret away.
  let texts: [String]

  /// The forms of a password, and of each name and the password that a server is told together.
  init(password: String, users: [String]) {
    let upper = password.utf8.map { byte in Self.isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + Self.hex(byte) }
    let lower = upper.map { $0.hasPrefix("%") ? $0.lowercased() : $0 }
    let plain = [password, upper.joined(), lower.joined()]
    let digits = plain.map { $0.utf8.map(Self.hex).joined() }
    let base64 = (plain + plain.flatMap { text in users.map { "\($0):\(text)" } }).flatMap(Self.base64)
    let forAddresses = base64.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    let escaped = password.replacing("/", with: "\\/")
    texts = Array(Set(plain + [escaped] + digits + digits.map { $0.lowercased() } + base64 + forAddresses))
  }

  /// What Base64 makes of a text wherever it stands in a longer one, without the characters that its neighbours shape.
  private static func base64(_ text: String) -> [String] {
    (0..<3).map { offset in
      let padded = [UInt8](repeating: 0, count: offset) + Array(text.utf8)
      let whole = padded.prefix(padded.count / 3 * 3)
      return String(Data(whole).base64EncodedString().dropFirst(offset == 0 ? 0 : 4))
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
  }
}
