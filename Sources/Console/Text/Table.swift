/// Rows whose cells stand in columns.
struct Table {
  /// Which columns are aligned to the right.
  var right: Set<Int> = []
  /// What stands before every row.
  var indent = "  "

  /// The rows as lines, without blanks at their ends; empty columns take no place.
  func lines(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().filter { widths[$0.offset] > 0 }.map { column, cell in
        right.contains(column) ? cell.aligned(to: widths[column]) : cell.padded(to: widths[column])
      }
      return Line(indent + cells.joined(separator: "   ")).trimmed.text
    }
  }
}
