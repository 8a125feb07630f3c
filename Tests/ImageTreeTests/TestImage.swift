import Glibc
import ImageSandbox
import ImageTree
import Storage
import SystemPackage
import TestSupport
import Variables

/// The program that hosts sandboxes for the tests, beside the test bundle.
let fixture: FilePath = {
  var name = [CChar](repeating: 0, count: Int(PATH_MAX))
  readlink("/proc/self/exe", &name, name.count - 1)
  return FilePath(platformString: name).removingLastComponent().appending("SandboxFixture")
}()

/// An image in a running sandbox.
func image(_ session: SandboxSession, _ store: FilePath, supplies: [String: FilePath] = [:]) -> Image {
  Image(
    session: session, values: DeclaredValues(VariableSet([]), declared: [], reader: "the test"), architecture: .amd64,
    packages: PackagePool(store.appending("packages")), supplies: supplies)
}

/// Gives `body` a store and runs it in a first layer, `upper`, of that store.
nonisolated(nonsending)
  func withImage<T>(
    supplies: [String: FilePath] = [:], _ body: (Image, FilePath) async throws -> T
  ) async throws -> T
{
  try await withTestDirectory { store in
    let plan = SandboxPlan(
      root: .layers([], upper: "upper", work: "work"), store: store, sourceDateEpoch: 1_700_000_000)
    let result: Result<T, any Error>
    do {
      result = .success(
        try await Sandbox.withSession(plan, program: fixture) { session in
          try await body(image(session, store, supplies: supplies), store)
        })
    } catch {
      result = .failure(error)
    }
    for name in try listDirectory(store) { try await Sandbox.removeTree(store.appending(name), program: fixture) }
    return try result.get()
  }
}
