/// How many columns of a terminal texts take.
extension Character {
  /// 0 for what is drawn over its neighbour or not at all, 2 for East Asian wide characters and emoji, else 1.
  var columns: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.value < 0x7F { return scalar.value < 0x20 ? 0 : 1 }
    if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .nonspacingMark {
      return 0
    }
    return scalar.properties.isEmojiPresentation || Self.wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks of Unicode's East Asian Width property W and F, without its small gaps.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}

extension String {
  /// How many columns the text takes on a terminal.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text with blanks after it up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// The text with blanks before it up to a width.
  func aligned(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

  /// The text cut to a width, with `…` at its end where something is missing.
  func cut(to width: Int) -> String {
    if columns <= width { return self }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 1
    for character in self {
      used += character.columns
      if used > width { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
