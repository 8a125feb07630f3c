/// The lines at the bottom of a terminal that are redrawn; what is printed for good scrolls above them.
///
/// The cursor rests on the line below the region and is hidden only within one write, so that nothing has to be put right
/// when the process ends, however it ends.
struct LiveRegion: Sendable {
  private static let hideCursor = "\u{1B}[?25l"
  private static let showCursor = "\u{1B}[?25h"

  private var drawn: [Line] = []
  private var text = ""

  /// What takes the region away, and leaves the cursor where it began.
  mutating func erasure(columns: Int) -> String {
    defer { (drawn, text) = ([], "") }
    return drawn.isEmpty ? "" : Self.hideCursor + back(columns) + Self.showCursor
  }

  /// What prints these lines for good and the region below them; nothing where both are unchanged.
  mutating func drawing(above: [Line], region: [Line], columns: Int, inColor: Bool) -> String {
    // One column stays free: a cursor behind the last one is treated differently by every terminal.
    let lines = region.map { $0.cut(to: max(1, columns - 1)) }
    let next = lines.map { $0.text(inColor: inColor) + "\n" }.joined()
    if above.isEmpty, next == text { return "" }
    let kept = above.map { $0.text(inColor: inColor) + "\n" }.joined()
    defer { (drawn, text) = (lines, next) }
    return Self.hideCursor + back(columns) + kept + next + Self.showCursor
  }

  /// To the region's first column, clearing all below; a line that a narrowed terminal broke counts as several.
  private func back(_ columns: Int) -> String {
    let rows = drawn.reduce(0) { $0 + max(1, ($1.columns + columns - 1) / columns) }
    return rows == 0 ? "" : "\r\u{1B}[\(rows)A\u{1B}[J"
  }
}
