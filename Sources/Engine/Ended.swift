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

  /// Flushes what was built, once, so that it survives a power cut, and notes what was used.
  public func settle() throws {
    try store.flush(entries.filter { $0.1 == .built }.map(\.0))
    store.touch(entries.filter { $0.1 == .reused }.map(\.0))
    store.releaseAll()
  }
}
