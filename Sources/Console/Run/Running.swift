import Engine

/// A work that runs, or that waits for another process to make the same.
struct Running: Sendable {
  /// The work.
  let name: WorkName
  /// When it started, in seconds since 1970.
  let started: Double
  /// The step that it came to.
  var step: String?
  /// How far it says that it is.
  var progress: Event.Progress?
  /// Who makes the same, while this one waits for that: `process 4711`.
  var waitsFor: String?
  /// Why it runs, in a few words.
  var reason: String?

  /// A work that begins.
  init(_ name: WorkName, at time: Double) {
    self.name = name
    self.started = time
  }

  /// How long it has run at a time, in seconds.
  func elapsed(at time: Double) -> Double { max(0, time - started) }
}
