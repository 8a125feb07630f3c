/// Splits a text into words as a shell does: quotes group, a backslash takes the next character as it is; nothing expands.
///
/// Throws for a quote that does not close; `source` names the part of the command line.
public func shellWords(of text: String, source: String) throws(VariableError) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  var escaped = false
  for character in text {
    if escaped {
      // In double quotes a shell keeps the backslash before what needs none.
      if quote == "\"", character != "\"", character != "\\" { word = (word ?? "") + "\\" }
      word = (word ?? "") + String(character)
      escaped = false
    } else if character == "\\", quote != "'" {
      escaped = true
    } else if let open = quote {
      if character == open { quote = nil } else { word = (word ?? "") + String(character) }
    } else if character == "'" || character == "\"" {
      quote = character
      word = word ?? ""
    } else if character.isWhitespace {
      if let done = word { words.append(done) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  if quote != nil || escaped {
    throw VariableError("a quote in \(source) is not closed", origin: .commandLine(source))
  }
  if let word { words.append(word) }
  return words
}
