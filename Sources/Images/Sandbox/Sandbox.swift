import Shell
import Storage
public import SystemPackage

/// Image Builder's sandbox: namespaces of its own for every root file system that is worked on, without privileges.
public enum Sandbox {
  private static let word = "__sandbox"

  /// Becomes a sandbox if this process was started as one, and never returns then.
  ///
  /// To be called first thing in `main`, before anything starts a thread: a user namespace cannot be entered later.
  public static func runIfAsked() {
    guard CommandLine.argc == 2, CommandLine.arguments[1] == word else { return }
    SandboxProcess.run()
  }

  /// Starts a sandbox as `plan` says, lets `body` use it, and returns when nothing of it is left.
  ///
  /// `program` is the executable whose `main` calls `runIfAsked`, by default this one. Throws `SandboxError` where the
  /// machine or the plan does not allow it, and what `body` throws; nothing survives in either case, nor if this process
  /// is killed.
  @discardableResult
  nonisolated(nonsending)
    public static func withSession<T>(
      _ plan: SandboxPlan, program: FilePath = "/proc/self/exe",
      _ body: (SandboxSession) async throws -> T
    ) async throws -> T
  {
    let command = Command([program.string, word], environment: [:])
    return try await withConversation(command) { conversation in
      let session = SandboxSession(conversation: conversation, plan: plan)
      try await session.begin()
      return try await body(session)
    }
  }

  /// What a finished layer of the store holds now, to be compared with its seal; nothing is changed.
  public static func measure(_ layer: FilePath, program: FilePath = "/proc/self/exe") async throws -> LayerSeal {
    let plan = SandboxPlan(root: .none, store: layer.removingLastComponent(), sourceDateEpoch: 0)
    return try await withSession(plan, program: program) { try await $0.measure(layer) }
  }

  /// Throws what keeps this machine, this user or `store` from holding sandboxes, with a hint; about 30 ms.
  public static func probe(store: FilePath, program: FilePath = "/proc/self/exe") async throws {
    try await withLockedDirectory(in: store, prefix: "probe") { directory in
      let lower = directory.appending("lower")
      try makeDirectories(lower.appending("directory/file"))
      let plan = SandboxPlan(
        root: .layers([lower], upper: directory.appending("upper"), work: directory.appending("work")),
        store: directory, sourceDateEpoch: 0)
      try await withSession(plan, program: program) { session in
        // What an overlay without its marks gets wrong.
        try await session.remove(["/directory"])
        try await session.makeDirectory("/directory")
        guard try await session.list("/directory").isEmpty else {
          throw SandboxError(
            "overlays in \(store) do not remember what was removed",
            hint: "the file system needs user extended attributes: set IMAGE_BUILDER_CACHE to one that has them")
        }
        _ = try await session.seal()
      }
    }
  }

  /// Removes a directory of the store whose files may belong to subordinate ids; nothing there is no error.
  public static func removeTree(_ path: FilePath, program: FilePath = "/proc/self/exe") async throws {
    let plan = SandboxPlan(root: .none, store: path.removingLastComponent(), sourceDateEpoch: 0)
    try await withSession(plan, program: program) { try await $0.removeTree(path) }
  }
}
