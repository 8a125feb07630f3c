import Digests
import FoundationEssentials
import Storage
import Synchronization
public import SystemPackage
import TaskGraph

/// The folder that keeps results from one build to the next; several processes may use it at once.
///
/// ```text
/// keys/<2>/<hash>     records, one a key: the newest result of that key
/// results/<id>/       a result: its lock, its log, its record as it was written first, and `tree/` or `files/`
/// drafts/<id>/        the same while it is made, or while it is removed
/// failed/<id>/        what a layer had become when its making failed; failed/<target>.json names a target's last one
/// locks/<hash>        held by whoever builds that key, and says who that is
/// history/<target>    what each phase of a target was last made from
/// history/builds/     the last builds of each target, a line of JSON each
/// packages/ pins/     what the steps keep: package files, checksums of downloads
/// locks/run           shared by all runs; held by whoever trims packages or clears
/// secret              the random key under which secrets enter keys
/// ```
public final class Store: Sendable {
  /// Removes a folder whose files may belong to subordinate ids.
  public typealias Remover = @Sendable (_ folder: FilePath) async throws -> Void

  /// Says what the tree of a layer holds, whose files may belong to subordinate ids.
  public typealias Measurer = @Sendable (_ tree: FilePath) async throws -> Measurement

  /// The folder itself.
  public let root: FilePath
  let remover: Remover
  let measurer: Measurer
  let boot: String
  /// The locks on the results that this process uses.
  let leases = Mutex<[String: FileLock]>([:])
  /// The part that this process takes in the store as a run.
  let presence = Mutex<FileLock?>(nil)
  /// The entries whose files this process has digested again, as their records should be.
  let verified = Mutex<[String: Entry]>([:])

  /// Looks at the store in this folder; nothing is made or changed before `prepare`.
  public convenience init(at root: FilePath, measurer: @escaping Measurer, remover: @escaping Remover) {
    self.init(at: root, boot: (try? bootIdentifier()) ?? "", measurer: measurer, remover: remover)
  }

  /// The same during a boot of this name.
  init(at root: FilePath, boot: String, measurer: @escaping Measurer, remover: @escaping Remover) {
    self.root = root
    self.measurer = measurer
    self.remover = remover
    self.boot = boot
  }

  /// Makes what is missing; throws `CacheError` where the folder cannot be written.
  public func prepare() throws(CacheError) {
    do {
      for folder in Self.folders {
        try makeDirectories(root.appending(folder), mode: 0o755)
      }
      try makeSecret()
    } catch {
      throw unusable("\(error)")
    }
    // All of it may be there, on a file system that is mounted read-only: no result could be held.
    guard FileManager.default.isWritableFile(atPath: root.string) else { throw unusable("it cannot be written to") }
  }

  private func unusable(_ reason: String) -> CacheError {
    CacheError(
      "the cache at \(root) cannot be used: \(reason)",
      hint: "set IMAGE_BUILDER_CACHE to a folder that you can write to")
  }

  /// The bytes that may still be written to the store's file system; nil where that cannot be told.
  public var free: UInt64? { try? freeSpace(at: root) }

  /// Where the store lies, an absolute path: `$IMAGE_BUILDER_CACHE`, else `$XDG_CACHE_HOME/image-builder`, else
  /// `~/.cache/image-builder`.
  public static func location(environment: [String: String]) throws(CacheError) -> FilePath {
    if let path = environment["IMAGE_BUILDER_CACHE"], !path.isEmpty {
      return FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path))
    }
    if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
      return FilePath(path).appending("image-builder")
    }
    if let path = environment["HOME"], !path.isEmpty { return FilePath(path).appending(".cache/image-builder") }
    throw CacheError("there is no place for the cache: HOME is not set", hint: "set IMAGE_BUILDER_CACHE to a folder")
  }

  /// The folder of a kept result.
  public func folder(of entry: Entry) -> FilePath { resultFolder(entry.result) }

  /// The log of the work that left this result.
  public func log(of entry: Entry) -> FilePath { folder(of: entry).appending("log") }

  /// The tree of a layer, as a path inside the store's folder, so that an overlay's options stay short.
  public func relativeTree(of entry: Entry) -> FilePath { FilePath("results/\(entry.result)/tree") }

  /// The file behind an artifact of a result.
  public func file(_ artifact: Artifact, of entry: Entry) -> FilePath {
    folder(of: entry).appending("files").appending(artifact.name)
  }

  /// Makes a folder of the store, by its path inside, and returns it.
  public func folder(_ path: String) throws -> FilePath {
    let folder = root.appending(path)
    try makeDirectories(folder)
    return folder
  }

  /// The folders of a store.
  static let folders = ["keys", "results", "drafts", "failed", "locks", "history", "packages", "pins"]

  /// The files of a store: its secret, what was found out about this machine, and how large it was last.
  static let files = ["secret", "tools", "accelerator", "size"]

  /// The name of a result's own copy of its record.
  static let recordCopy = "record"

  func recordPath(of key: CacheKey) -> FilePath {
    let hash = key.hash.hex
    return root.appending("keys").appending(String(hash.prefix(2))).appending(hash)
  }

  func lockPath(of key: CacheKey) -> FilePath { root.appending("locks").appending(key.hash.hex) }

  func draftFolder(_ id: String) -> FilePath { root.appending("drafts").appending(id) }

  func resultFolder(_ id: String) -> FilePath { root.appending("results").appending(id) }
}
