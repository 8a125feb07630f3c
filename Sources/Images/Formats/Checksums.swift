import Digests
import Storage
public import SystemPackage

/// The checksums of delivered files, and the `SHA256SUMS` that `sha256sum --check` reads.
public enum Checksums {
  /// The SHA-256 of a file in hexadecimal, holes and all.
  public static func sha256(of file: FilePath) async throws -> String {
    try await blocking { try contentDigest(ofFile: file).hex }
  }

  /// The SHA-256 of a text in hexadecimal.
  public static func sha256(of text: String) -> String { contentDigest(of: text).hex }

  /// One line a file, in the order of their names.
  public static func text(_ files: [(name: String, sha256: String)]) -> String {
    files.sorted { $0.name < $1.name }.map { "\($0.sha256)  \($0.name)\n" }.joined()
  }
}
