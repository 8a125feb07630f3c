import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A running child whose three streams we hold.
typealias Child = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

/// The process group of one child, and the only place that signals it.
///
/// The child leads a session of its own, so that a signal reaches all that it started, and Ctrl-C at the terminal
/// reaches us alone.
private final class ProcessGroup: Sendable {
  private struct State {
    var leader: pid_t?
    var mustStop = false
    var escalation: Task<Void, Never>?
  }

  private let state = Mutex(State())
  private let gracePeriod: Duration

  init(gracePeriod: Duration) {
    self.gracePeriod = gracePeriod
  }

  /// The child runs; if `stop` was called before, it is stopped now.
  func begin(leader: pid_t) {
    state.withLock { state in
      state.leader = leader
      if state.mustStop { terminate(&state) }
    }
  }

  /// SIGTERM to the group, and SIGKILL if it outlives its grace period; returns at once.
  func stop() {
    state.withLock { state in
      guard !state.mustStop else { return }
      state.mustStop = true
      terminate(&state)
    }
  }

  /// The leader was reaped: whoever remains in its group is killed.
  func end() {
    state.withLock { state in
      state.escalation?.cancel()
      // The number cannot belong to another group: the kernel keeps it while a member is left.
      if let leader = state.leader { kill(-leader, SIGKILL) }
      state.leader = nil
    }
  }

  private func terminate(_ state: inout State) {
    guard let leader = state.leader else { return }
    kill(-leader, SIGTERM)
    state.escalation = Task { [gracePeriod] in
      try? await Task.sleep(for: gracePeriod)
      self.state.withLock { state in
        if let leader = state.leader { kill(-leader, SIGKILL) }
      }
    }
  }
}

/// Starts `command` in a process group of its own, lets `body` use its streams, and returns when the child is reaped
/// and nothing of its group is left.
///
/// If the calling task is cancelled the group is stopped, while `body` goes on reading to the end: what a child prints
/// while it cleans up is not lost, and it is not ended by a closed pipe before it is done. The status is returned then
/// too; the caller checks for cancellation.
func withProcessGroup<T: Sendable>(
  _ command: Command,
  _ body: @escaping @Sendable (Child) async throws -> T
) async throws -> (value: T, status: CommandStatus) {
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
    return (result.closureResult, status)
  } catch let error as SubprocessError where error.isAboutStarting {
    throw CommandError(command: command, status: .notStarted(String(describing: error)), lastLines: [])
  }
}

/// Writing to a child that is gone must be an error here, not the end of this process; children get the default back.
private let ignoreBrokenPipes: Void = {
  _ = signal(SIGPIPE, SIG_IGN)
}()

extension Command {
  /// This command in the words of swift-subprocess; throws `CommandError` if the program or the directory is missing.
  fileprivate func configuration() throws -> Configuration {
    guard let name = arguments.first, !name.isEmpty else {
      throw CommandError(command: self, status: .notStarted("the command is empty"), lastLines: [])
    }
    guard let program = findProgram(name, path: environment["PATH"]) else {
      throw CommandError(command: self, status: .notStarted("there is no program `\(name)`"), lastLines: [])
    }
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: gracePeriod)]
    return Configuration(
      executable: .path(program),
      arguments: Arguments(executablePathOverride: name, remainingValues: Array(arguments.dropFirst())),
      environment: .custom(
        Dictionary(environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }) { first, _ in first }),
      workingDirectory: directory,
      platformOptions: options
    )
  }
}

extension SubprocessError {
  /// Whether the child never ran.
  fileprivate var isAboutStarting: Bool {
    code == .spawnFailed || code == .executableNotFound || code == .failedToChangeWorkingDirectory
  }
}
