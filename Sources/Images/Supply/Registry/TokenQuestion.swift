/// Where a registry sends whoever has no token: `Bearer realm="https://…",service="…",scope="…"`.
struct TokenQuestion: Equatable {
  /// The address that gives a token.
  let url: String

  /// Reads a registry's `WWW-Authenticate`; nil for another kind of login.
  init?(_ field: String) {
    guard field.lowercased().hasPrefix("bearer ") else { return nil }
    var parameters: [String: String] = [:]
    var rest = field.dropFirst("bearer ".count)
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].filter { $0 != " " && $0 != "," }.lowercased()
      rest = rest[rest.index(after: equals)...]
      let isQuoted = rest.first == "\""
      if isQuoted { rest = rest.dropFirst() }
      let end = rest.firstIndex(of: isQuoted ? "\"" : ",") ?? rest.endIndex
      parameters[name] = String(rest[..<end])
      rest = rest[end...].dropFirst()
    }
    guard let realm = parameters["realm"], realm.hasPrefix("http://") || realm.hasPrefix("https://"),
      realm.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let query = ["service", "scope"].compactMap { name in
      parameters[name].map { "\(name)=\(Self.escaped($0))" }
    }
    url = query.isEmpty ? realm : "\(realm)?\(query.joined(separator: "&"))"
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { escaped, byte in
      let character = Character(UnicodeScalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~:/,".contains(character) {
        escaped.append(character)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
