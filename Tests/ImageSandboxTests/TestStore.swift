import Glibc
import ImageSandbox
import Shell
import Storage
import SystemPackage
import TestSupport

/// The program that hosts sandboxes for the tests, beside the test bundle.
let fixture: FilePath = {
  var name = [CChar](repeating: 0, count: Int(PATH_MAX))
  readlink("/proc/self/exe", &name, name.count - 1)
  return FilePath(platformString: name).removingLastComponent().appending("SandboxFixture")
}()

/// A store with one layer, `base`: a root whose programs are the host's.
struct TestStore: Sendable {
  let directory: FilePath
  static let epoch: Int64 = 1_700_000_000

  /// Sessions on `base`, whose changes go to `upper`.
  func plan(_ layers: [FilePath] = ["base"], upper: String = "upper") -> SandboxPlan {
    SandboxPlan(
      root: .layers(layers, upper: FilePath(upper), work: FilePath(upper + ".work")), store: directory,
      sourceDateEpoch: Self.epoch)
  }

  /// Runs `body` in a session on `layers`.
  nonisolated(nonsending)
    func withSession<T>(
      _ layers: [FilePath] = ["base"], upper: String = "upper", _ body: (SandboxSession) async throws -> T
    ) async throws -> T
  {
    try await Sandbox.withSession(plan(layers, upper: upper), program: fixture, body)
  }

  /// What a session that does `body` leaves in `upper`.
  nonisolated(nonsending)
    func seal(
      _ layers: [FilePath] = ["base"], upper: String = "upper", _ body: (SandboxSession) async throws -> Void
    ) async throws -> LayerSeal
  {
    try await withSession(layers, upper: upper) { session in
      try await body(session)
      return try await session.seal()
    }
  }
}

/// Gives `body` a store of its own.
nonisolated(nonsending)
  func withStore<T>(_ body: (TestStore) async throws -> T) async throws -> T
{
  try await withTestDirectory { directory in
    let base = directory.appending("base")
    for name in ["dev", "etc", "opt", "proc", "run", "srv", "sys", "tmp", "usr", "var"] {
      try makeDirectories(base.appending(name))
    }
    for name in ["bin", "sbin", "lib", "lib64"] { try makeLink(base.appending(name), to: "usr/\(name)") }
    try writeAtomically("base\n", to: base.appending("etc/base"))
    let result: Result<T, any Error>
    do { result = .success(try await body(TestStore(directory: directory))) } catch { result = .failure(error) }
    // Some of it belongs to subordinate ids.
    try await Sandbox.withSession(
      SandboxPlan(root: .none, store: directory, sourceDateEpoch: 0), program: fixture
    ) { session in
      for name in try listDirectory(directory) { try await session.removeTree(directory.appending(name)) }
    }
    return try result.get()
  }
}

/// A command with the host's programs.
func command(_ arguments: String..., input: String = "", network: Bool = false) -> SandboxCommand {
  SandboxCommand(
    arguments, input: Array(input.utf8), network: network,
    binds: [SandboxBind("/usr", at: "/usr", readOnly: true)])
}

/// A shell script with the host's programs.
func script(_ text: String, network: Bool = false) -> SandboxCommand {
  command("/bin/sh", "-euc", text, network: network)
}
