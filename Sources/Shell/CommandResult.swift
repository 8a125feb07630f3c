/// What a command left.
public struct CommandResult: Sendable, Equatable {
  /// The whole standard output, with malformed UTF-8 repaired.
  public let output: String
  /// How the command ended.
  public let status: CommandStatus

  /// A result; tests of other modules make them too.
  public init(output: String, status: CommandStatus) {
    self.output = output
    self.status = status
  }
}
