import StepCache
import TaskGraph

/// A build that is over, as JSON has it.
struct PastBuildRecord: Encodable, Sendable {
  /// A phase or supply of a build.
  private struct Part: Encodable {
    let phase: String?
    let supply: String?
    let outcome: String
    let seconds: Double
  }

  /// A change, with the phase or supply that it concerns; a variable concerns none.
  private struct Change: Encodable {
    enum Key: String, CodingKey { case work }

    let change: PastBuild.Change

    func encode(to encoder: any Encoder) throws {
      try DifferenceRecord(change.difference).encode(to: encoder)
      var record = encoder.container(keyedBy: Key.self)
      try record.encodeIfPresent(change.part, forKey: .work)
    }
  }

  enum Key: String, CodingKey { case run, started, seconds, outcome, asked, changes, works }

  /// The build.
  let build: PastBuild
  /// What changed since the build before; nil for the first that is known.
  let changes: [PastBuild.Change]?

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(build.run, forKey: .run)
    try record.encode(build.started, forKey: .started)
    try record.encode(build.seconds, forKey: .seconds)
    try record.encode(build.outcome, forKey: .outcome)
    try record.encode(build.asked, forKey: .asked)
    try record.encodeIfPresent(changes?.map { Change(change: $0) }, forKey: .changes)
    let parts = build.parts.compactMap { part in
      part.outcome.map { outcome in
        Part(
          phase: part.role == .phase ? part.name : nil, supply: part.role == .supply ? part.name : nil,
          outcome: outcome.rawValue, seconds: part.seconds)
      }
    }
    try record.encode(parts, forKey: .works)
  }
}
