public import StepCache
public import TaskGraph

/// A run that is over; what remains to be done once its last line is printed.
public struct Ended: Sendable {
  /// How it ended.
  public let summary: Summary
  /// What there is now of every work that was needed.
  public let results: [Work.ID: Entry]
  let store: Store
  let entries: [(Entry, Outcome)]
  /// When it began, in seconds since 1970.
  let start: Int64

  /// Flushes what was built, once, so that it survives a power cut, and notes what was used.
  public func settle() throws {
    try store.flush(entries.filter { $0.1 == .built }.map(\.0))
    store.touch(entries.filter { $0.1 == .reused }.map(\.0))
  }

  /// Lets go of what the run used, after having kept the cache below a size; returns what that removed, nil for nothing.
  ///
  /// - Parameter maximumBytes: how much the cache may hold; what this run used stays in any case.
  public func release(keepingBelow maximumBytes: Int64) async throws -> StepCache.Collection? {
    defer { store.releaseAll() }
    if Task.isCancelled { return nil }
    let changed = entries.contains { $0.1 == .built } || !summary.succeeded
    return try await store.bound(to: maximumBytes, since: start, changed: changed)
  }
}
