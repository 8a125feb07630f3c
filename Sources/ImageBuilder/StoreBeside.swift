import FoundationEssentials
import ImageSandbox
import StepCache
import SystemPackage

/// Gives `body` an empty store beside another one, and removes it afterwards.
///
/// It shares what package managers and compilers keep, so that packages come from the same files, and the checksums and the
/// key of secrets, so that equal works have equal keys; it has no results.
func withStoreBeside<T>(_ store: Store, _ body: (Store) async throws -> T) async throws -> T {
  let kept = FilePath(URL(filePath: store.root.string).resolvingSymlinksInPath().path(percentEncoded: false))
  let root = FilePath("\(kept)-check-\(String(UInt32.random(in: .min ... .max), radix: 36))")
  let files = FileManager.default
  try files.createDirectory(atPath: root.string, withIntermediateDirectories: true)
  let result: Result<T, any Error>
  do {
    for name in ["packages", "pins"] {
      // Relative, as a sandbox sees this machine's files somewhere else.
      try files.createSymbolicLink(
        atPath: root.appending(name).string, withDestinationPath: "../\(kept.lastComponent?.string ?? "")/\(name)")
    }
    try files.linkItem(atPath: kept.appending("secret").string, toPath: root.appending("secret").string)
    result = .success(try await body(Store(at: root, measurer: Workspace.measure) { try await Sandbox.removeTree($0) }))
  } catch {
    result = .failure(error)
  }
  // In a task of its own, as a cancelled one could not wait for the sandbox that removes the folder.
  try await Task {
    for name in ["packages", "pins"] { try? files.removeItem(atPath: root.appending(name).string) }
    try await Sandbox.removeTree(root)
  }.value
  return try result.get()
}
