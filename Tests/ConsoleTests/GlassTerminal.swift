/// A terminal as far as the live region needs one: it wraps, moves up and clears below.
struct GlassTerminal {
  let columns: Int
  private var grid: [[Character]] = [[]]
  private var row = 0
  private var column = 0

  init(columns: Int) {
    self.columns = columns
  }

  /// The lines without blanks at their ends.
  var lines: [String] {
    grid.map { line in
      var text = String(line)
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
  }

  mutating func write(_ text: String) {
    var rest = Substring(text)
    while let character = rest.first {
      if character == "\u{1B}", let match = rest.prefixMatch(of: /\u{1B}\[(\??)(\d*)([A-Za-z])/) {
        if match.1.isEmpty { obey(match.3, Int(match.2) ?? 1) }
        rest = rest[match.range.upperBound...]
        continue
      }
      rest.removeFirst()
      put(character)
    }
  }

  private mutating func obey(_ command: Substring, _ count: Int) {
    switch command {
    case "A": row = max(0, row - count)
    case "J":
      grid[row] = Array(grid[row].prefix(column))
      grid.removeSubrange((row + 1)...)
    default: break
    }
  }

  private mutating func put(_ character: Character) {
    switch character {
    case "\r": column = 0
    case "\n", "\r\n": newLine()
    default:
      if column == columns { newLine() }
      while grid[row].count <= column { grid[row].append(" ") }
      grid[row][column] = character
      column += 1
    }
  }

  private mutating func newLine() {
    row += 1
    column = 0
    if row == grid.count { grid.append([]) }
  }
}
