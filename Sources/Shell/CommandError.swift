/// A command that failed or could not be started.
public struct CommandError: Error, Sendable, CustomStringConvertible {
  /// The command.
  public let command: Command
  /// How it ended.
  public let status: CommandStatus
  /// The last lines, at most 20, of standard output and standard error in the order in which they were read.
  public let lastLines: [String]

  /// An error about `command`.
  public init(command: Command, status: CommandStatus, lastLines: [String]) {
    self.command = command
    self.status = status
    self.lastLines = lastLines
  }

  /// The command, how it ended, and its last lines, each indented by two spaces.
  public var description: String {
    (["`\(command.shellText)` \(status)"] + lastLines.map { "  " + $0 }).joined(separator: "\n")
  }
}
