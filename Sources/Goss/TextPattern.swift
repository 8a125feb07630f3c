/// A pattern as goss writes it: `text`, `!text`, `/regular expression/`, `!/regular expression/`; a backslash at the
/// beginning takes the meaning of what follows.
struct TextPattern: Equatable {
  /// False where no line may match.
  let isWanted: Bool
  /// Whether it is a regular expression.
  let isRegular: Bool
  /// The text or regular expression.
  let text: String

  /// Takes a pattern apart.
  init(_ written: String) {
    var rest = written[...]
    isWanted = !rest.hasPrefix("!")
    if !isWanted { rest.removeFirst() }
    if rest.count >= 2, rest.hasPrefix("/"), rest.hasSuffix("/") {
      isRegular = true
      text = String(rest.dropFirst().dropLast())
    } else {
      isRegular = false
      text = String(rest.hasPrefix("\\!") || rest.hasPrefix("\\/") ? rest.dropFirst() : rest)
    }
  }

  /// What the words of a script are told of it.
  var arguments: [String] { [isWanted ? "yes" : "no", isRegular ? "regex" : "plain", text] }
}
