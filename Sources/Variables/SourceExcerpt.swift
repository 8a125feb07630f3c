/// A line of a file and the column that an error points at.
public struct SourceExcerpt: Hashable, Sendable {
  /// Longer lines, like those of JSON without line ends, are cut around the column.
  static let greatestWidth = 100

  /// The line's number, from 1.
  public var line: Int
  /// The line's text; tabs are single spaces, and a long line is cut.
  public var text: String
  /// The column that the caret stands at, from 1, in `text`.
  public var column: Int

  /// The line of a file's text that a mark is on.
  init(line: Int, column: Int, of source: String) {
    let lines = source.split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
    let whole = line <= lines.count ? lines[line - 1].filter { $0 != "\r" }.map { $0 == "\t" ? " " : $0 } : []
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

  /// `3 | text` and a caret under the column.
  public var lines: [String] {
    let number = "\(line)"
    let margin = String(repeating: " ", count: number.count)
    return ["\(number) | \(text)", "\(margin) | \(String(repeating: " ", count: max(0, column - 1)))^"]
  }
}
