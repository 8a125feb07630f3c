import Synchronization

/// What was found out about a target, by name.
final class Findings: Sendable {
  private let known = Mutex<[String: any Sendable]>([:])

  /// The finding of a name; nil where nobody asked for it yet.
  subscript(name: String) -> (any Sendable)? {
    get { known.withLock { $0[name] } }
    set { known.withLock { $0[name] = newValue } }
  }
}
