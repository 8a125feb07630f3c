import Synchronization

/// Bytes between the task that reads a child's output and the one that uses them.
///
/// It holds the reader back at a limit, except while somebody writes to the child: a child that cannot print does not
/// read, and both would wait for ever.
final class ChunkQueue: Sendable {
  private struct State {
    var buffered: [UInt8] = []
    var writers = 0
    var hasEnded = false
    var discards = false
    var producer: CheckedContinuation<Void, Never>?
    var consumer: CheckedContinuation<[UInt8]?, any Error>?

    var isOpen: Bool { buffered.count < ChunkQueue.limit || writers > 0 || discards }

    mutating func letProducerGo() {
      producer?.resume()
      producer = nil
    }
  }

  /// How many bytes are held without being asked for.
  private static let limit = 1 << 20

  private let state = Mutex(State())

  /// Hands bytes over; waits while the queue is full.
  func push(_ bytes: [UInt8]) async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if let consumer = state.consumer.take() {
          consumer.resume(returning: bytes)
        } else if !state.discards {
          state.buffered.append(contentsOf: bytes)
        }
        if state.isOpen { continuation.resume() } else { state.producer = continuation }
      }
    }
  }

  /// All that is there, or the next that comes; nil after the end.
  func pop() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
          } else if !state.buffered.isEmpty {
            continuation.resume(returning: state.buffered)
            state.buffered = []
            state.letProducerGo()
          } else if state.hasEnded {
            continuation.resume(returning: nil)
          } else {
            // A second reader would get pieces at random: it is told that there is nothing for it.
            state.consumer.take()?.resume(returning: nil)
            state.consumer = continuation
          }
        }
      }
    } onCancel: {
      state.withLock { $0.consumer.take() }?.resume(throwing: CancellationError())
    }
  }

  /// Lifts the limit until `endReadingAhead`; calls may nest.
  func beginReadingAhead() {
    state.withLock { state in
      state.writers += 1
      state.letProducerGo()
    }
  }

  /// Ends what `beginReadingAhead` began.
  func endReadingAhead() {
    state.withLock { $0.writers -= 1 }
  }

  /// Nobody reads any more: the child may print, and it is dropped.
  func discard() {
    state.withLock { state in
      state.discards = true
      state.buffered = []
      state.letProducerGo()
    }
  }

  /// No more bytes will come.
  func end() {
    state.withLock { state in
      state.hasEnded = true
      state.consumer.take()?.resume(returning: nil)
    }
  }

  /// Whether `end` was called.
  var hasEnded: Bool { state.withLock { $0.hasEnded } }
}
