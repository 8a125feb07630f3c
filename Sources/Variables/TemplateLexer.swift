/// Splits the inside of an expression into words.
struct TemplateLexer {
  /// A word of an expression.
  enum Token: Equatable {
    /// A name, which may begin with a dot.
    case word(String)
    /// A text in backquotes, single or double quotes.
    case quoted(String)
    /// `|`
    case pipe
    /// Any other character.
    case other(Character)
    /// `}}`
    case close
  }

  /// What has not been read.
  private(set) var rest: Substring

  /// A lexer behind the opening braces.
  init(_ text: Substring) {
    rest = text
  }

  /// The next word; nil at the end of the text.
  mutating func next() throws(Template.Malformed) -> Token? {
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    guard let first = rest.first else { return nil }
    switch first {
    case "}" where rest.hasPrefix("}}"):
      rest = rest.dropFirst(2)
      return .close
    case "|":
      rest = rest.dropFirst()
      return .pipe
    case "`", "'", "\"":
      let body = rest.dropFirst()
      guard let end = body.firstIndex(of: first) else {
        throw Template.Malformed(message: "a quote in the expression is not closed")
      }
      rest = body[body.index(after: end)...]
      return .quoted(String(body[..<end]))
    case _ where isWordCharacter(first):
      let word = rest.prefix { isWordCharacter($0) }
      rest = rest.dropFirst(word.count)
      return .word(String(word))
    default:
      rest = rest.dropFirst()
      return .other(first)
    }
  }

  private func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }
}
