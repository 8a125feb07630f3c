import StepCache
import TaskGraph

/// A work's result as the run uses it: its entry, and the layers that it stands on.
struct Made: Sendable {
  /// The record of the result.
  let entry: Entry
  /// The trees of this layer and of those below, nearest first; empty for files and facts.
  let layers: [Entry]
  /// Whether this run built it.
  let outcome: Outcome
}
