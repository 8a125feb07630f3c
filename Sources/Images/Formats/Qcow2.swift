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

  /// Converts a raw disk; `target` appears whole or not at all, and the same disk gives the same bytes.
  ///
  /// Throws `CommandError` if qemu-img fails and `StorageError`.
  public static func convert(_ raw: FilePath, to target: FilePath, compression: Compression) async throws {
    let draft = FilePath("\(target).part")
    if fileExists(draft) { try removeTree(draft) }
    // Without `-W` clusters stand in the order of the disk, whichever was read first.
    var arguments = ["qemu-img", "convert", "-f", "raw", "-O", "qcow2"]
    switch compression {
    case .none: break
    case .zlib, .zstd: arguments += ["-c", "-o", "compression_type=\(compression.rawValue)"]
    }
    _ = try await run(Command(arguments + [raw.string, draft.string], endsWithCaller: true))
    try rename(draft, to: target)
  }
}
