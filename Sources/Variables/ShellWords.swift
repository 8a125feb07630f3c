/// Splits a text into words as a shell does: quotes group, a backslash takes the next character as it is; nothing expands.
///
/// Throws for a quote that does not close; `source` names the part of the command line.
public func shellWords(of text: String, source: String) throws(VariableError) -> [String] {
  var words: [String] = []
  var word: String.UnicodeScalarView?
  var quote: Unicode.Scalar?
  var escaped = false
  func add(_ scalar: Unicode.Scalar) {
    if word?.append(scalar) == nil { word = String.UnicodeScalarView([scalar]) }
  }
  // By scalars, as a quote with an accent behind it is still a quote to a shell.
  for scalar in text.unicodeScalars {
    if escaped {
      // In double quotes a shell keeps the backslash before what needs none.
      if quote == "\"", scalar != "\"", scalar != "\\" { add("\\") }
      add(scalar)
      escaped = false
    } else if scalar == "\\", quote != "'" {
      escaped = true
    } else if let open = quote {
      if scalar == open { quote = nil } else { add(scalar) }
    } else if scalar == "'" || scalar == "\"" {
      quote = scalar
      word = word ?? String.UnicodeScalarView()
    } else if scalar.properties.isWhitespace {
      if let done = word { words.append(String(done)) }
      word = nil
    } else {
      add(scalar)
    }
  }
  if quote != nil || escaped {
    throw VariableError("a quote in \(source) is not closed", origin: .commandLine(source))
  }
  if let word { words.append(String(word)) }
  return words
}
