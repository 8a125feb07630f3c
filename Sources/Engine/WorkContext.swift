import Digests
import StepCache
public import SystemPackage
public import TaskGraph

/// What a work sees while it is done: where to put its result, what it takes in, and whom to tell.
public struct WorkContext: Sendable {
  /// The work.
  public let work: Work
  /// Its key.
  public let key: CacheKey
  /// The folder of the store, which the trees of layers are relative to.
  public let root: FilePath
  /// The layers below, nearest first, relative to `root`.
  public let layers: [FilePath]
  /// Tells of progress.
  public let reporter: Reporter
  /// The user's files that the work takes in.
  public let userFiles: [UserFile]
  let draft: Draft
  let inputs: [String: Entry]
  let store: Store
  /// Takes secrets out of what somebody is asked.
  let redactor: Redactor
  /// Whom to ask when a step fails, where there is somebody.
  let asking: Trouble.Asking?

  /// Where a layer's changes go.
  public var tree: FilePath { draft.tree }

  /// Where the files go that the work leaves.
  public var files: FilePath { draft.files }

  /// Room for what is needed only while the work is done.
  public var scratch: FilePath { draft.scratch }

  /// Package files that may be used again, shared by all builds.
  public var packagePool: FilePath { root.appending("packages") }

  /// Makes a folder of that name in which a compiler keeps what saves it time the next time, and returns it; nothing in it
  /// changes what comes out.
  public func compilerCache(_ name: String) throws -> FilePath { try store.folder("packages/\(name)") }

  /// The file that an input left under this name, or its only file.
  ///
  /// Throws `Failure` where there is no such input or file.
  public func file(of input: String, named name: String? = nil) throws -> FilePath {
    guard let entry = inputs[input] else { throw Failure("\(work.name) takes in nothing called \(input)") }
    let artifact = name.map { name in entry.artifacts.first { $0.name == name } } ?? entry.artifacts.first
    guard let artifact else { throw Failure("\(input) has no file \(name ?? "at all")") }
    return store.file(artifact, of: entry)
  }

  /// The files of all inputs: `<input>/<file>`, and `<input>` alone where there is just one.
  public var supplies: [String: FilePath] { supplyFiles(of: inputs, in: store) }

  /// The checksum that was remembered for a URL that came without one, in hexadecimal.
  public func pin(of url: String) -> String? { store.pin(of: url)?.hex }
}

/// The files of inputs: `<input>/<file>`, and `<input>` alone where there is just one.
func supplyFiles(of inputs: [String: Entry], in store: Store) -> [String: FilePath] {
  var found: [String: FilePath] = [:]
  for (name, entry) in inputs {
    for artifact in entry.artifacts { found["\(name)/\(artifact.name)"] = store.file(artifact, of: entry) }
    if entry.artifacts.count == 1, let only = entry.artifacts.first { found[name] = store.file(only, of: entry) }
  }
  return found
}

extension WorkContext {
  /// Makes the folder for the files that this work leaves, and returns it.
  @discardableResult
  public func makeFiles() throws -> FilePath { try draft.makeFiles() }

  /// Makes the folder for what is needed only while the work is done, and returns it.
  public func makeScratch() throws -> FilePath { try draft.makeScratch() }

  /// Copies a file, holes and all, among the files that this work leaves.
  public func copy(_ file: FilePath, as name: String) async throws { try await draft.copy(file, as: name) }

  /// Moves a file of the store's among the files that this work leaves.
  public func keep(_ file: FilePath, as name: String) throws {
    try draft.keep(file, as: name)
  }

  /// Remembers what a URL gave that came without a checksum, so that the next download must give the same.
  public func keepPin(_ digest: String, of url: String) throws {
    guard let digest = ContentDigest(hex: digest) else { throw Failure("`\(digest)` is not a SHA-256 checksum") }
    try store.keepPin(digest, of: url)
  }
}
