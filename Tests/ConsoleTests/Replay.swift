@testable import Console
import Engine
import TaskGraph

/// Plays recorded events to a screen.
struct Replay {
  var screen: Screen
  let size: TerminalSize
  private(set) var out = ""
  private(set) var errors = ""

  init(_ manner: Manner, columns: Int = 120, rows: Int = 40, targets: [Target] = [Recording.target]) {
    screen = Screen(outline: Recording.outline(targets), manner: manner)
    size = TerminalSize(columns: columns, rows: rows)
  }

  /// Everything that was written to both streams by a whole run.
  static func whole(_ events: [Event], _ manner: Manner, targets: [Target] = [Recording.target]) -> Replay {
    var replay = Replay(manner, targets: targets)
    for event in events { replay.take(event) }
    replay.close()
    return replay
  }

  mutating func take(_ event: Event) { keep(screen.take(event, at: event.time, size: size)) }

  mutating func draw(at time: Double) { keep(screen.draw(at: 1_700_000_000 + time, size: size)) }

  mutating func close() { keep(screen.close(size: size)) }

  /// What was written to standard output since this was asked last.
  mutating func takeOut() -> String {
    defer { out = "" }
    return out
  }

  private mutating func keep(_ pieces: [Screen.Piece]) {
    for piece in pieces {
      switch piece.channel {
      case .out: out += piece.text
      case .errors: errors += piece.text
      }
    }
  }
}
