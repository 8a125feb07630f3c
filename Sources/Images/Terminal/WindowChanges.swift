import Dispatch
import Glibc

/// Tells of changes of the terminal's window.
final class WindowChanges {
  private let source: any DispatchSourceSignal

  /// Calls `onChange` on each one until `stop`.
  init(_ onChange: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
    source.setEventHandler(handler: onChange)
    source.resume()
  }

  /// Tells no more.
  func stop() { source.cancel() }
}
