import Engine
import Shell

/// Turns a command's failure into what its user needs: the command, how it ended, and its last lines.
func explainingFailures<T>(in context: WorkContext, _ body: () async throws -> T) async throws -> T {
  do {
    return try await body()
  } catch let error as CommandError {
    throw Failure(
      "\(context.work.name) failed: `\(error.command.arguments.first ?? "a command")` \(ending(error.status))",
      command: error.command.shellText, lines: error.lastLines)
  }
}

private func ending(_ status: CommandStatus) -> String {
  switch status {
  case .exited(let code): "exited with \(code)"
  case .signaled(let signal): "was killed by signal \(signal)"
  }
}
