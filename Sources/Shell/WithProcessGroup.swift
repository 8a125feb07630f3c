import Glibc
import Subprocess

/// A running child whose three streams we hold.
typealias Child = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

/// Starts `command` in a process group of its own, lets `body` use its streams, and returns when the child is reaped
/// and nothing of its group is left.
///
/// If the calling task is cancelled the group is stopped, while `body` goes on reading to the end: what a child prints
/// while it cleans up is not lost, and it is not ended by a closed pipe before it is done. The ending is returned then
/// too; the caller checks for cancellation.
func withProcessGroup<T: Sendable>(
  _ command: Command,
  _ body: @escaping @Sendable (Child) async throws -> T
) async throws -> Ending<T> {
  let configuration = try command.configuration()
  ignoreBrokenPipes
  let group = ProcessGroup(gracePeriod: command.gracePeriod)
  // Not a child task: it must not see our cancellation, see above.
  let running = Task {
    defer { group.end() }
    return try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) { child in
      group.begin(leader: child.processIdentifier.value)
      return try await body(child)
    }
  }
  do {
    let result = try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      group.stop()
    }
    let status: CommandStatus =
      switch result.terminationStatus {
      case .exited(let code): .exited(Int(code))
      case .signaled(let signal): .signaled(Int(signal))
      }
    return Ending(value: result.closureResult, status: status, wasStopped: group.wasStopped)
  } catch let error as SubprocessError where error.isAboutStarting {
    throw CommandError(command: command, status: .notStarted(String(describing: error)), lastLines: [])
  }
}

/// Writing to a child that is gone must be an error here, not the end of this process; children get the default back.
private let ignoreBrokenPipes: Void = {
  _ = signal(SIGPIPE, SIG_IGN)
}()

extension SubprocessError {
  /// Whether the child never ran.
  fileprivate var isAboutStarting: Bool {
    code == .spawnFailed || code == .executableNotFound || code == .failedToChangeWorkingDirectory
  }
}
