import Glibc
import Synchronization

/// The process group of one child, and the only place that signals it.
///
/// The child leads a session of its own, so that a signal reaches all that it started, and Ctrl-C at the terminal
/// reaches us alone.
final class ProcessGroup: Sendable {
  private struct State {
    var leader: pid_t?
    var mustStop = false
    var wasStopped = false
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

  /// Whether `stop` found the leader running: how it ended then is our doing.
  var wasStopped: Bool { state.withLock { $0.wasStopped } }

  private func terminate(_ state: inout State) {
    guard let leader = state.leader else { return }
    var info = siginfo_t()
    let hasExited = waitid(P_PID, id_t(leader), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == SIGCHLD
    state.wasStopped = !hasExited
    kill(-leader, SIGTERM)
    state.escalation = Task { [gracePeriod] in
      try? await Task.sleep(for: gracePeriod)
      self.state.withLock { state in
        if let leader = state.leader { kill(-leader, SIGKILL) }
      }
    }
  }
}
