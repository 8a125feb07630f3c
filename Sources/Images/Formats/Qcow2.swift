import Shell
import Storage
public import SystemPackage

/// QEMU's own disk format.
public enum Qcow2 {
  /// How the clusters of a file are packed.
  public enum Compression: String, Sendable, Codable {
    /// Not at all: the fastest to make and to run.
    case none
    /// As every reader of the format knows it; five times as slow to make as `zstd`.
    case zlib
    /// Smaller and faster, for QEMU 5.1 and later.
    case zstd
  }

  /// Converts a raw disk with a description written onto it; `target` appears whole or not at all, and the same disk and
  /// description give the same bytes.
  ///
  /// Throws `CommandError` if qemu-img fails and `StorageError`.
  ///
  /// - Parameters:
  ///   - words: the bytes of an `EmbeddedDescription`.
  ///   - scratch: a folder for what is needed meanwhile.
  public static func convert(
    _ raw: FilePath, saying words: [UInt8], to target: FilePath, compression: Compression, scratch: FilePath
  ) async throws {
    // The disk itself is in the cache and stays as it is: what is written lies over it.
    try writeAtomically(words, to: scratch.appending("description"))
    // By a short name: QEMU takes at most 1023 bytes for what lies below.
    let short = scratch.appending("disk")
    if fileExists(short) { try removeTree(short) }
    try makeLink(short, to: raw.string)
    _ = try await run(
      Command(
        ["qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk", "-F", "raw", "overlay.qcow2"], directory: scratch))
    let write = "write -q -s description \(EmbeddedDescription.offset) \(words.count)"
    _ = try await run(Command(["qemu-io", "-f", "qcow2", "-c", write, "overlay.qcow2"], directory: scratch))
    let draft = FilePath("\(target).part")
    if fileExists(draft) { try removeTree(draft) }
    // Without `-W` clusters stand in the order of the disk, whichever was read first.
    var arguments = ["qemu-img", "convert", "-f", "qcow2", "-O", "qcow2"]
    switch compression {
    case .none: break
    case .zlib, .zstd: arguments += ["-c", "-o", "compression_type=\(compression.rawValue)"]
    }
    _ = try await run(
      Command(arguments + ["overlay.qcow2", draft.string], directory: scratch, endsWithCaller: true))
    try rename(draft, to: target)
  }
}
