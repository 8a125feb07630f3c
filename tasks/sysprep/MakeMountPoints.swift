import Engine
import ImageSandbox
import ImageTree

/// IMM-2, IMM-3, IMM-4: there is a directory for everything that is mounted over the root, which nobody could make later.
let makeMountPoints = Step<Image>(
  "make the directories to mount over", reads: ImmutableSystem.variables
) { image in
  let system = try ImmutableSystem(image.values)
  for path in (system.data.map { [$0.mountPoint] } ?? []) + system.persistentPaths + system.memoryPaths {
    let resolved = try await image.resolve(path)
    guard resolved == path else {
      throw Failure(
        "`\(path)` cannot be mounted over: it leads to \(resolved)",
        hint: "name \(resolved) in its place, in immutable_persistent_paths or immutable_tmpfs_paths")
    }
    if let facts = try await image.facts(path) {
      guard facts.kind == .directory else {
        throw Failure(
          "`\(path)` cannot be mounted over: it is a file", hint: "name the directory that it lies in in its place")
      }
    } else {
      try await image.makeDirectory(path)
    }
  }
}
