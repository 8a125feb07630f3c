import FoundationEssentials

/// The token in the answer of whoever gives tokens, which goes into a header; nil where there is none, or none that can.
func tokenAnswer(_ text: String) -> String? {
  struct Answer: Decodable {
    let token: String?
    let access_token: String?
  }
  guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)),
    let token = answer.token ?? answer.access_token, isWordOfAHeader(token)
  else { return nil }
  return token
}

/// Whether a text can stand in a header without beginning another one.
func isWordOfAHeader(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
