import YAML

/// The lines of a text as YAML counts them, to tell whether a mark is inside.
struct TextLines {
  private var widths: [Int] = [0]

  init(_ text: String) {
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": widths.append(0)
      default: widths[widths.count - 1] += 1
      }
      previous = scalar
    }
  }

  /// Whether there is such a place, or a text could go on there.
  func contains(_ mark: YAMLMark) -> Bool {
    guard mark.line >= 1, mark.column >= 1 else { return false }
    if mark.line > widths.count { return mark.line == widths.count + 1 && mark.column == 1 }
    return mark.column <= widths[mark.line - 1] + 1
  }
}
