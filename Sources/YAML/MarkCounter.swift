/// Counts the lines and columns of a text on from the last place that was asked for, so that all marks cost one pass.
struct MarkCounter {
  private var counted: Int
  private var mark = YAMLMark(line: 1, column: 1)

  /// A counter at a text's beginning, which is behind a byte order mark.
  init(from start: Int = 0) {
    counted = start
  }

  /// The mark of a byte that is not before the last one asked for.
  mutating func mark(of place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> YAMLMark {
    while counted < place {
      if endsLine(counted, in: bytes) {
        mark = YAMLMark(line: mark.line + 1, column: 1)
      } else if bytes[counted] & 0xC0 != 0x80, bytes[counted] != UInt8(ascii: "\n") {
        mark.column += 1
      }
      counted += 1
    }
    return mark
  }

  /// Whether a byte is the last of a line end as YAML knows them: a line feed, a carriage return, U+0085, U+2028, U+2029;
  /// of the two together the carriage return.
  private func endsLine(_ place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "\n"): place == 0 || bytes[place - 1] != UInt8(ascii: "\r")
    case UInt8(ascii: "\r"): true
    case 0x85: place > 0 && bytes[place - 1] == 0xC2
    case 0xA8, 0xA9: place > 1 && bytes[place - 1] == 0x80 && bytes[place - 2] == 0xE2
    default: false
    }
  }
}
