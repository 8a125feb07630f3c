import Engine
import TaskGraph

/// What tells the works of a run apart in its events.
struct WorkName: Hashable, Sendable {
  /// The phase's or supply's name.
  let name: String
  /// Whether it is a phase or a supply.
  let role: Work.Role
  /// The targets that it is made for.
  let targets: [Target]
}

extension Event {
  /// The work that the event is about, if it is about one.
  var workName: WorkName? {
    guard let work, let role else { return nil }
    return WorkName(name: work, role: role, targets: targets)
  }
}
