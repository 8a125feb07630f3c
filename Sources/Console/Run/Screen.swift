import Engine

/// Turns events and time into what is written to the two streams: pure, so that a recorded run can be replayed.
struct Screen: Sendable {
  /// A text for a stream.
  struct Piece: Sendable {
    /// The stream.
    let channel: Output.Channel
    /// The text, escape sequences included.
    var text: String
  }

  /// At most this many redrawings a second.
  static let drawingsPerSecond = 10.0

  private var state: RunState
  private var region = LiveRegion()
  private var pending: [Note] = []
  private var lastDrawn = 0.0
  private var isClosed = false

  /// An empty screen before a run.
  init(outline: Outline, manner: Manner) {
    state = RunState(outline: outline, manner: manner)
  }

  /// True while time alone changes what is shown, or something is yet to be shown.
  var needsTime: Bool { !isClosed && state.manner.isLive && (state.isActive || !pending.isEmpty) }

  /// Takes an event in; what it leads to is written now or, where lines are redrawn, at the next drawing.
  mutating func take(_ event: Event, at time: Double, size: TerminalSize) -> [Piece] {
    guard !isClosed else { return [] }
    pending += state.take(event)
    return state.manner.isLive ? draw(at: time, size: size) : flush()
  }

  /// Redraws, unless that was done just now.
  mutating func draw(at time: Double, size: TerminalSize) -> [Piece] {
    guard !isClosed, state.manner.isLive, abs(time - lastDrawn) >= 0.999 / Self.drawingsPerSecond else { return [] }
    lastDrawn = time
    // The lower half stays with what was printed before.
    let lines = state.region(at: time, height: max(1, size.rows / 2))
    var pieces: [Piece] = []
    var above = pending
    if pending.contains(where: { $0.channel == .errors }) {
      pieces.append(Piece(channel: .out, text: region.erasure(columns: size.columns)))
      pieces += flush()
      above = []
    }
    let color = state.manner.hasColor
    let text = region.drawing(above: above.map(\.line), region: lines, columns: size.columns, inColor: color)
    pending = []
    return (pieces + [Piece(channel: .out, text: text)]).filter { !$0.text.isEmpty }
  }

  /// Writes what is left and takes the region away; nothing is written after that.
  mutating func close(size: TerminalSize) -> [Piece] {
    isClosed = true
    return clear(size: size)
  }

  /// Writes what is left and takes the region away until the next drawing.
  mutating func clear(size: TerminalSize) -> [Piece] {
    let erasure = Piece(channel: .out, text: region.erasure(columns: size.columns))
    return ([erasure] + flush()).filter { !$0.text.isEmpty }
  }

  private mutating func flush() -> [Piece] {
    defer { pending = [] }
    return pending.reduce(into: []) { pieces, note in
      let text = note.line.text(inColor: state.manner.hasColor) + "\n"
      if pieces.last?.channel == note.channel {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(Piece(channel: note.channel, text: text))
      }
    }
  }
}
