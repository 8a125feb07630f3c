import Dispatch
public import Engine
import FoundationEssentials
import Synchronization
public import SystemPackage

/// Shows a run as it goes: on a terminal with lines that are redrawn, elsewhere line by line; and records it as JSON lines.
///
/// Events may come from any thread; they are shown by one queue, so that a terminal that was stopped stops no build.
public final class Display: Sendable {
  private let queue = DispatchQueue(label: "display")
  private let screen: Mutex<Screen>
  private let isTicking = Mutex(false)
  private let output: Output
  private let manner: Manner
  private let record: EventFile?

  /// Prepares to show a run.
  ///
  /// - Parameters:
  ///   - outline: what the run is about.
  ///   - manner: how much is shown, and on what kind of screen.
  ///   - output: where it is shown.
  ///   - events: a file that gets every event as a line of JSON, after what is there.
  ///
  /// Throws `Failure` where that file cannot be opened.
  public init(outline: Outline, manner: Manner, output: Output = Output(), events: FilePath? = nil) throws {
    self.screen = Mutex(Screen(outline: outline, manner: manner))
    self.output = output
    self.manner = manner
    self.record = try events.map { try EventFile(at: $0) }
  }

  /// Takes an event in and returns at once.
  public func take(_ event: Event) {
    // What nobody will see is not queued: a chatty command prints millions of lines.
    if case .output = event.what, manner.amount != .verbose, record == nil { return }
    queue.async { @Sendable [self] in
      record?.write(event)
      let size = output.size
      write(screen.withLock { $0.take(event, at: now(), size: size) })
      tick()
    }
  }

  /// Shows what is left, takes the redrawn lines away and returns when all is written; may be called more than once.
  public func close() {
    queue.sync {
      let size = output.size
      write(screen.withLock { $0.close(size: size) })
    }
  }

  /// Takes the redrawn lines away and shows nothing until `resume`, while somebody is asked; events are kept for then.
  public func pause() {
    queue.sync {
      let size = output.size
      write(screen.withLock { $0.clear(size: size) })
      queue.suspend()
    }
  }

  /// Goes on after `pause`.
  public func resume() { queue.resume() }

  /// Draws again soon, as long as time changes what is shown.
  private func tick() {
    guard screen.withLock({ $0.needsTime }), startTicking() else { return }
    queue.asyncAfter(deadline: .now() + 1 / Screen.drawingsPerSecond) { @Sendable [self] in
      isTicking.withLock { $0 = false }
      let size = output.size
      write(screen.withLock { $0.draw(at: now(), size: size) })
      tick()
    }
  }

  /// True where no drawing is due yet.
  private func startTicking() -> Bool {
    isTicking.withLock { isTicking in
      defer { isTicking = true }
      return !isTicking
    }
  }

  private func write(_ pieces: [Screen.Piece]) {
    for piece in pieces { output.write(piece.text, to: piece.channel) }
  }

  private func now() -> Double { Date().timeIntervalSince1970 }
}
