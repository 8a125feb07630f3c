import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT or SIGTERM into a cancellation; the second one has its usual effect.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// Listens until `stop`.
  init(_ cancel: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { @Sendable in
        signal(number, SIG_DFL)
        cancel()
      }
      source.resume()
      return source
    }
  }

  /// Listens no more.
  func stop() {
    for source in sources { source.cancel() }
  }
}
