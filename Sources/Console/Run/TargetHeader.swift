public import TaskGraph

/// What the first line of a run says about a target.
public struct TargetHeader: Sendable {
  /// The target.
  public let target: Target
  /// What tells it from others at a glance: `Kubernetes v1.36.1`, `amd64`.
  public let facts: [String]
  /// The files of the user that change something: `vars/user.yaml`.
  public let files: [String]

  /// Says what a target's first line shows.
  public init(target: Target, facts: [String], files: [String]) {
    self.target = target
    self.facts = facts
    self.files = files
  }
}
