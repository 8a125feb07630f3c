import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT, SIGTERM or SIGHUP into a cancellation; the second one has its usual effect.
///
/// A SIGHUP that the process was started to ignore stays ignored: that is how `nohup` keeps a build alive.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// Listens until `stop`.
  init(_ cancel: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].filter { $0 != SIGHUP || !Self.isIgnored($0) }.map { number in
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

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// Listens no more.
  func stop() {
    for source in sources { source.cancel() }
  }
}
