import TaskGraph

/// Why a work runs, as JSON has it: `kind` is `never_built`, `changed`, `outdated`, `forced`, `gone` or `damaged`.
struct ReasonRecord: Encodable, Sendable {
  enum Key: String, CodingKey {
    case kind, since, differences, packages, words, fault
  }

  /// The reason.
  let reason: MissReason

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    switch reason {
    case .neverBuilt: try record.encode("never_built", forKey: .kind)
    case .gone: try record.encode("gone", forKey: .kind)
    case .changed(let differences, let since):
      try record.encode("changed", forKey: .kind)
      try record.encode(since, forKey: .since)
      try record.encode(differences.map { DifferenceRecord($0) }, forKey: .differences)
    case .outdated(let changes):
      try record.encode("outdated", forKey: .kind)
      try record.encode(changes, forKey: .packages)
    case .forced(let words):
      try record.encode("forced", forKey: .kind)
      try record.encode(words, forKey: .words)
    case .damaged(let fault):
      try record.encode("damaged", forKey: .kind)
      try record.encode(fault, forKey: .fault)
    }
  }
}
