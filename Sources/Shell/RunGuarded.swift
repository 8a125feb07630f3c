/// Runs a program that may take minutes, and that ends with this process however that ends, SIGKILL included.
///
/// A shell waits beside the program for the end of an input that only this process holds. The program itself has no input,
/// and what it prints on standard output is dropped. Throws `CommandError` with the last lines of standard error if it
/// fails, and `CancellationError`.
public func runGuarded(_ command: Command) async throws {
  let script = """
    exec 3<&0 0</dev/null
    "$@" 3<&- & program=$!
    { cat <&3 >/dev/null; kill -KILL $program; } & watcher=$!
    exec 3<&-
    status=0
    wait $program || status=$?
    kill -KILL $watcher
    exit $status
    """
  let guarded = Command(
    ["/bin/sh", "-c", script, "sh"] + command.arguments, environment: command.environment,
    directory: command.directory, gracePeriod: command.gracePeriod)
  do {
    try await withConversation(guarded) { conversation in
      for try await _ in conversation.chunks {}
    }
  } catch let error as CommandError {
    throw CommandError(command: command, status: error.status, lastLines: error.lastLines)
  }
}
