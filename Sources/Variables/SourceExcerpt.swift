/// A line of a file and the column that an error points at.
public struct SourceExcerpt: Hashable, Sendable {
  /// Longer lines, like those of JSON without line ends, are cut around the column.
  static let greatestWidth = 100

  /// The line's number, from 1.
  public var line: Int
  /// The line's text; tabs and other control characters are single spaces, and a long line is cut.
  public var text: String
  /// The column that the caret stands at, from 1, in `text`.
  public var column: Int

  /// The line of a file's text that a mark is on.
  init(line: Int, column: Int, of source: String) {
    let scalars = Self.line(line, of: source)
    // What terminals draw over its neighbour is one character with it.
    let before = String(String.UnicodeScalarView(scalars.prefix(max(0, column - 1)))).count
    let whole = Array(String(String.UnicodeScalarView(scalars)))
    let column = min(before, whole.count) + 1
    self.line = line
    if whole.count <= Self.greatestWidth {
      self.text = String(whole)
      self.column = column
    } else {
      let start = max(0, min(column - 1 - Self.greatestWidth / 2, whole.count - Self.greatestWidth))
      let end = min(start + Self.greatestWidth, whole.count)
      self.text = (start > 0 ? "..." : "") + String(whole[start..<end]) + (end < whole.count ? "..." : "")
      self.column = column - start + (start > 0 ? 3 : 0)
    }
  }

  /// A line as YAML counts them: it ends with a line feed, a carriage return, both, or what Unicode has for that.
  ///
  /// Control characters are blanks, as the terminal would take them for commands.
  private static func line(_ number: Int, of source: String) -> [Unicode.Scalar] {
    var current = 1
    var previous: Unicode.Scalar?
    var text: [Unicode.Scalar] = []
    for scalar in source.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        if current == number { return text }
        current += 1
      case _ where current == number:
        text.append(scalar.properties.generalCategory == .control ? " " : scalar)
      default: break
      }
      previous = scalar
    }
    return text
  }

  /// `3 | text` and a caret under the column.
  public var lines: [String] {
    let number = "\(line)"
    let margin = String(repeating: " ", count: number.count)
    return ["\(number) | \(text)", "\(margin) | \(String(repeating: " ", count: max(0, column - 1)))^"]
  }
}
