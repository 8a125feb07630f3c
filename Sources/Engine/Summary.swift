public import TaskGraph

/// How a run ended.
public struct Summary: Sendable, Codable {
  /// How many phases and supplies ended in each way.
  public let counts: [String: Int]
  /// How long the run took, in seconds.
  public let seconds: Double
  /// How long the reused results once took to build, in seconds.
  public let saved: Double

  /// How many ended in this way.
  public func count(_ outcome: Outcome) -> Int { counts[outcome.rawValue] ?? 0 }

  /// True where nothing failed and nothing was cancelled.
  public var succeeded: Bool { count(.failed) == 0 && count(.cancelled) == 0 && count(.skipped) == 0 }
}
