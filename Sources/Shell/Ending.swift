/// What became of a process group and of those who used its streams.
struct Ending<Value: Sendable>: Sendable {
  /// What the user of the streams made of them.
  let value: Value
  /// How the leader ended.
  let status: CommandStatus
  /// Whether it ended because it was told to.
  let wasStopped: Bool
}
