/// A run of the program that is over.
struct Ran {
  /// The exit status, or 128 and the signal that ended it.
  let status: Int
  /// Whether these tests killed it while it ran.
  let wasKilled: Bool
  /// What it printed, on both streams.
  let output: String
  /// What it told as events.
  let events: [EventLine]

  /// The works that ended so, in order.
  func works(_ outcome: String) -> [String] { finished(outcome).compactMap(\.work) }

  /// How often works of this name ended so.
  func count(_ outcome: String, _ work: String) -> Int { works(outcome).filter { $0 == work }.count }

  /// The keys of the works that ended so.
  func keys(_ outcome: String) -> [String] { finished(outcome).compactMap(\.key) }

  /// The key of a work that was built or reused for a target.
  func key(of work: String, for target: String = "build-qemu-debian-12") -> String? {
    (finished("built") + finished("reused")).first { $0.work == work && $0.targets.contains(target) }?.key
  }

  private func finished(_ outcome: String) -> [EventLine] {
    events.filter { $0.event == "finished" && $0.outcome == outcome }
  }
}
