import Dispatch

/// Runs work that blocks its thread (hashing, copying, removing a tree) away from the few threads of Swift's tasks.
///
/// Each call has a queue of its own: measured, a shared concurrent queue delays other tasks as much as blocking them
/// does. The work cannot be cancelled.
public func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "image-builder.blocking").async { continuation.resume(with: Result(catching: work)) }
  }
}
