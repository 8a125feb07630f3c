import Digests
import TaskGraph

/// A work of a plan, as JSON has it: `state` is `hit`, `miss` or `follows`.
struct PlanItemRecord: Encodable {
  enum Key: String, CodingKey {
    case phase, supply, state, reason, follows, differences, key, targets
    case savedSeconds = "saved_seconds"
  }

  /// What is known of the work.
  let item: Plan.Item
  /// The targets that it is made for.
  let targets: [Target]
  /// What it reads otherwise itself, of a work that follows others.
  let differences: [KeyDifference]?

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(item.work.name, forKey: item.work.role == .phase ? .phase : .supply)
    try record.encodeIfPresent(item.key?.hash.hex, forKey: .key)
    try record.encode(targets.map(\.goal), forKey: .targets)
    switch item.state {
    case .hit(let saved):
      try record.encode("hit", forKey: .state)
      try record.encode(saved, forKey: .savedSeconds)
    case .miss(let reason):
      try record.encode("miss", forKey: .state)
      try record.encode(ReasonRecord(reason: reason), forKey: .reason)
    case .follows(let names):
      try record.encode("follows", forKey: .state)
      try record.encode(names, forKey: .follows)
      try record.encodeIfPresent(differences?.map { DifferenceRecord($0) }, forKey: .differences)
    }
  }
}
