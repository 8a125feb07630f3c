/// A run of the program that is over.
package struct Ran {
  /// The exit status, or 128 and the signal that ended it.
  package let status: Int
  /// Whether these tests killed it while it ran.
  package let wasKilled: Bool
  /// What it printed, on both streams.
  package let output: String
  /// What it told as events.
  package let events: [EventLine]

  /// The works that ended so, in order.
  package func works(_ outcome: String) -> [String] { finished(outcome).compactMap(\.work) }

  /// How often works of this name ended so.
  package func count(_ outcome: String, _ work: String) -> Int { works(outcome).filter { $0 == work }.count }

  /// The keys of the works that ended so.
  package func keys(_ outcome: String) -> [String] { finished(outcome).compactMap(\.key) }

  /// The key of a work that was built or reused for a target.
  package func key(of work: String, for target: String = "build-qemu-debian-12") -> String? {
    (finished("built") + finished("reused")).first { $0.work == work && $0.targets.contains(target) }?.key
  }

  private func finished(_ outcome: String) -> [EventLine] {
    events.filter { $0.event == "finished" && $0.outcome == outcome }
  }
}
