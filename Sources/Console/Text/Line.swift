/// A line of text whose pieces have tones; it knows no colours.
struct Line: Sendable, ExpressibleByStringLiteral {
  /// A piece of one tone.
  struct Span: Sendable {
    /// The piece.
    let text: String
    /// What it means to the eye.
    let tone: Tone
  }

  /// The pieces from left to right.
  private(set) var spans: [Span]

  /// A line of one tone.
  init(_ text: String, _ tone: Tone = .plain) {
    spans = [Span(text: text, tone: tone)]
  }

  /// A line without a tone.
  init(stringLiteral value: String) {
    self.init(value)
  }

  private init(spans: [Span]) {
    self.spans = spans
  }

  /// The text alone.
  var text: String { spans.map(\.text).joined() }

  /// How many columns it takes on a terminal.
  var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }

  /// Two lines after one another.
  static func + (left: Line, right: Line) -> Line {
    Line(spans: left.spans + right.spans)
  }

  /// The line without the blanks at its end.
  var trimmed: Line {
    var kept = spans
    while let last = kept.popLast() {
      var bare = last.text[...]
      while bare.utf8.last == UInt8(ascii: " ") { bare.removeLast() }
      if !bare.isEmpty { return Line(spans: kept + [Span(text: String(bare), tone: last.tone)]) }
    }
    return ""
  }

  /// The line cut to a width, with `…` where something is missing.
  func cut(to width: Int) -> Line {
    if columns <= width { return self }
    var kept: [Span] = []
    var left = width
    for span in spans {
      let next = span.text.columns
      if next < left || kept.count == spans.count - 1 {
        kept.append(Span(text: span.text.cut(to: left), tone: span.tone))
        left -= next
      } else {
        // Something follows that does not fit: this is where the sign of it goes.
        kept.append(Span(text: (span.text + "…").cut(to: left), tone: span.tone))
        break
      }
    }
    return Line(spans: kept)
  }
}
