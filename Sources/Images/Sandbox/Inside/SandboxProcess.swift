import CNamespaces
import Glibc

/// The program re-executed as a sandbox: it leaves the host's namespaces and becomes the parent of their first process.
enum SandboxProcess {
  /// Serves the builder at the other end of standard input and output; never returns.
  static func run() -> Never {
    // Pipes of other sandboxes that were inherited by mistake would keep those alive.
    namespaces_close_from(3)
    signal(SIGPIPE, SIG_IGN)
    umask(0o022)
    do {
      let first = try enter()
      // Only the first process may hold the pipes: they tell both sides of the other's end.
      close(0)
      close(1)
      // A builder that is cancelled may remove the layer as soon as we are gone.
      _ = namespaces_pass_termination(first)
      namespaces_exit(namespaces_wait(first) == 0 ? 0 : 1)
    } catch {
      say(error)
      namespaces_exit(0)
    }
  }

  /// Answers the first process of the new namespaces, which serves in the meantime.
  private static func enter() throws(SandboxError) -> Int32 {
    guard namespaces_thread_count() == 1 else {
      throw SandboxError("the sandbox was entered too late: the process already has several threads")
    }
    let map = try IdentifierMap.ofThisProcess()
    // The maps are written from outside, by a helper that is there before we leave.
    let go = try makePipe()
    let said = try makePipe()
    let outer = getpid()
    let helper = try check(namespaces_fork(), "start a process")
    if helper == 0 {
      close(go.writing)
      do {
        guard try readSome(go.reading).count == 1 else { namespaces_exit(1) }
        try map.apply(to: outer)
        namespaces_exit(0)
      } catch {
        try? writeAll(said.writing, (try? Frame.encode(reply(error))) ?? [])
        namespaces_exit(1)
      }
    }
    close(said.writing)
    let most = leave_user | leave_mount | leave_process | leave_message | leave_name
    try check(
      namespaces_leave(Int32(most)), "make a user namespace",
      hint: "allow user namespaces: sysctl user.max_user_namespaces must not be 0, "
        + "kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns must not forbid them, "
        + "and a container's seccomp profile must let unshare(2) pass")
    try writeAll(go.writing, [1])
    close(go.writing)
    guard namespaces_wait(helper) == 0 else {
      let bytes = try readSome(said.reading)
      if let failure = failure(in: bytes) { throw failure }
      throw SandboxError("the helper that maps user ids was ended")
    }
    close(said.reading)
    try check(namespaces_become_root(), "become root of the namespace")
    // Old kernels have none: /proc/self/cgroup then shows where the builder runs.
    _ = namespaces_leave(Int32(leave_control_group))
    let first = try check(namespaces_fork(), "start the first process")
    if first == 0 {
      _ = namespaces_die_with_parent()
      Supervisor.serve()
    }
    return first
  }

  /// Tells the builder what failed, in place of any answer.
  static func say(_ error: SandboxError) {
    try? writeAll(1, (try? Frame.encode(reply(error))) ?? [])
  }

  /// An error in the words of the wire.
  static func reply(_ error: SandboxError) -> SandboxReply {
    .failed(message: error.message, hint: error.hint, code: error.code)
  }

  private static func failure(in frame: [UInt8]) -> SandboxError? {
    guard frame.count >= Frame.prefixLength, let lengths = try? Frame.lengths(frame.prefix(Frame.prefixLength)) else {
      return nil
    }
    let header = Array(frame.dropFirst(Frame.prefixLength).prefix(lengths.header))
    guard case .failed(let message, let hint, let code)? = try? Frame.decode(SandboxReply.self, header) else {
      return nil
    }
    return SandboxError(message, hint: hint, code: code)
  }
}
