import Dispatch
import Synchronization

/// Tells a blocking transfer that its task was cancelled.
final class CancelFlag: Sendable {
  private let flag = Atomic(false)

  /// Ends the transfer soon.
  func set() { flag.store(true, ordering: .relaxed) }

  /// Whether to end.
  var isSet: Bool { flag.load(ordering: .relaxed) }
}

/// Runs a transfer on a thread of its own; the flag it gets is set when the calling task is cancelled.
func runBlocking<T: Sendable>(_ transfer: @escaping @Sendable (CancelFlag) throws -> T) async throws -> T {
  let flag = CancelFlag()
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "image-builder.transfer").async {
        continuation.resume(with: Result { try transfer(flag) })
      }
    }
  } onCancel: {
    flag.set()
  }
}
