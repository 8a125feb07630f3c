import Engine
import ImageTree
import Shell
import TaskGraph

/// Turns a command's failure into what its user needs: the command, how it ended, and its last lines.
func explainingFailures<T>(_ body: () async throws -> T) async throws -> T {
  do {
    return try await body()
  } catch let error as CommandError {
    let trouble = ArchiveTrouble(in: error.lastLines)
    throw Failure(
      trouble?.message ?? "`\(error.command.arguments.first ?? "a command")` \(error.status)",
      command: error.command.shellText, lines: error.lastLines, hint: trouble?.hint)
  }
}
