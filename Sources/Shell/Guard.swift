/// Watches over a command that must not outlive this process, however that ends.
///
/// Nothing of ours runs after SIGKILL, but the kernel closes our end of the command's standard input. What the kernel
/// offers for this, a signal at the parent's death, comes at the death of the *thread* that started the command.
enum Guard {
  /// Runs its arguments as a command, and ends with it; kills the command when its own standard input ends before.
  private static let script = """
    exec 3<&0
    "$@" </dev/null 3<&- &
    command=$!
    { read -r line <&3; kill -s KILL "$command"; } >/dev/null 2>&1 &
    watcher=$!
    exec 3<&-
    wait "$command"
    status=$?
    kill -s KILL "$watcher" 2>/dev/null
    exit "$status"
    """

  /// The command line that runs `arguments` under guard.
  static func arguments(_ arguments: [String]) -> [String] { ["/bin/sh", "-c", script, "guard"] + arguments }

  /// The same for a command that is talked to: what we write passes through a program that knows when we are gone.
  private static let relay = """
    exec "$@" < <(exec 2>/dev/null; cat; kill -s KILL 0)
    """

  /// The command line that runs `arguments`, which get our input, under guard.
  static func conversing(_ arguments: [String]) -> [String] { ["/bin/bash", "-c", relay, "guard"] + arguments }

  /// How the command ended, by how the guard did.
  static func status(_ status: CommandStatus) -> CommandStatus {
    if case .exited(let code) = status, code > 128 { .signaled(code - 128) } else { status }
  }
}
