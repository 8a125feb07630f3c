import Synchronization

/// Lets one task at a time do something that suspends, in the order of asking.
final class Turn: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Runs `body` when everybody who asked before is done.
  func take<T>(_ body: () async throws -> T) async throws -> T {
    await withCheckedContinuation { continuation in
      let mayStart = state.withLock { state in
        if !state.isTaken {
          state.isTaken = true
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if mayStart { continuation.resume() }
    }
    defer { pass() }
    try Task.checkCancellation()
    return try await body()
  }

  private func pass() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.isTaken = false
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
