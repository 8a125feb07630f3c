@testable import Console
import Testing

struct TextTests {
  @Test(
    arguments: [
      (0, "0 s"), (0.04, "0 s"), (0.42, "0.4 s"), (0.96, "1 s"), (41.4, "41 s"), (59.7, "1 min"), (80, "1 min 20 s"),
      (599.6, "10 min"), (3599, "1 h"), (3900, "1 h 5 min"), (-3, "0 s"), (.infinity, "?"), (.nan, "?"),
    ] as [(Double, String)])
  func `a duration has at most two units`(seconds: Double, text: String) {
    #expect(durationText(seconds) == text)
  }

  @Test(
    arguments: [
      (-5, "just now"), (1, "1 second ago"), (1200, "20 minutes ago"), (7199, "1 hour ago"), (200_000, "2 days ago"),
    ] as [(Int64, String)])
  func `how long ago something was has one unit`(seconds: Int64, text: String) {
    #expect(agoText(seconds) == text)
  }

  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1440, "1.4 kB"), (999_700, "1 MB"), (611_900_000, "612 MB"),
      (1_440_000_000, "1.4 GB"), (9_960_000_000, "10 GB"), (.max, "9223372 TB"),
    ] as [(Int64, String)])
  func `a size has decimal units`(bytes: Int64, text: String) {
    #expect(sizeText(bytes) == text)
  }

  @Test(
    arguments: [
      ([], nil), (["a"], "did you mean `a`?"), (["a", "b"], "did you mean `a` or `b`?"),
    ] as [([String], String?)])
  func `a mistyped name is answered with what resembles it`(candidates: [String], hint: String?) {
    #expect(didYouMean(candidates) == hint)
  }

  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[1;32mgreen\u{1B}[0m", "green"), ("10 %\r50 %\r100 %\r", "100 %"), ("a\tb", "a  b"),
    ("\u{1B}]0;title\u{07}bell\u{07}", "bell"), ("cut \u{1B}[", "cut ["), ("", ""), ("\r", ""),
  ]) func `a line is shown as a terminal would have left it, without control characters`(text: String, shown: String) {
    #expect(text.printable == shown)
  }

  @Test(arguments: [
    ("kubernetes", 10, "kubernetes"), ("kubernetes", 9, "kubernet…"), ("東京都", 6, "東京都"), ("東京都", 5, "東京…"),
    ("東京都", 4, "東…"), ("anything", 1, "…"), ("anything", 0, ""),
  ]) func `a text is cut by the columns that it takes`(text: String, width: Int, cut: String) {
    #expect(text.cut(to: width) == cut)
    #expect(text.cut(to: width).columns <= width)
  }

  @Test(arguments: 0...9) func `a line of several tones is cut as one text`(width: Int) {
    let line = Line("abc", .good) + Line("def") + Line("gh", .faint)
    #expect(line.cut(to: width).text == "abcdefgh".cut(to: width))
  }

  @Test func `columns are as wide as their widest cell, and those without cells are left out`() {
    let lines = Table(right: [1]).lines([["a", "1 B", "", "x"], ["longer", "10 MB", "", ""]])
    #expect(lines == ["  a          1 B   x", "  longer   10 MB"])
  }

  @Test(
    arguments: [
      (nil, nil, "xterm", "", Manner()),
      (80, 80, "xterm", "", Manner(isLive: true, hasColor: true)),
      (80, 80, "xterm", "1", Manner(isLive: true)),
      (80, nil, "xterm", "", Manner(isLive: true)),
      (80, 80, "dumb", "", Manner()),
      (80, 80, "", "", Manner()),
    ] as [(Int?, Int?, String, String, Manner)])
  func `colours and redrawn lines need a capable terminal, and NO_COLOR takes colours away`(
    output: Int?, errors: Int?, term: String, noColor: String, manner: Manner
  ) {
    let size: (Int) -> TerminalSize = { TerminalSize(columns: $0, rows: 24) }
    let environment = ["TERM": term, "NO_COLOR": noColor]
    #expect(
      Manner(amount: .normal, output: output.map(size), errors: errors.map(size), environment: environment) == manner)
  }
}
