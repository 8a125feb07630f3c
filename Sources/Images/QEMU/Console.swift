/// What a machine showed on its serial console, made fit to be read.
enum Console {
  /// The last `count` lines that are not empty, without colours and control characters.
  static func lastLines(_ text: String, count: Int = 20) -> [String] {
    var lines: [String] = []
    for line in text.split(whereSeparator: \.isNewline).reversed() where lines.count < count {
      let line = plain(line)
      if !line.isEmpty { lines.append(line) }
    }
    return lines.reversed()
  }

  /// Leaves out escape sequences: ESC, an opening bracket, parameters, a letter.
  private static func plain(_ line: Substring) -> String {
    var plain = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1b}" {
        isEscaped = true
      } else if isEscaped {
        if scalar.properties.isAlphabetic { isEscaped = false }
      } else if scalar.properties.generalCategory != .control || scalar == "\t" {
        plain.append(scalar)
      }
    }
    while plain.last == " " { plain.removeLast() }
    return String(plain)
  }
}
