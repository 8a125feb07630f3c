import Engine
import TaskGraph

/// How many phases and made supplies ended in each way; downloads are counted apart.
struct Tally: Sendable {
  private var counts: [Outcome: Int] = [:]

  /// How many ended in this way.
  subscript(outcome: Outcome) -> Int { counts[outcome] ?? 0 }

  /// One more ended in this way.
  mutating func add(_ outcome: Outcome) { counts[outcome, default: 0] += 1 }

  /// True where all that was asked for was there already.
  var isAllReused: Bool { counts.keys.allSatisfy { $0 == .reused } && self[.reused] > 0 }
}
