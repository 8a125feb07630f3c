/// The text of a `SHA256SUMS` file, as `sha256sum --check` reads it.
public enum Checksums {
  /// One line a file, in the order of their names.
  public static func text(_ files: [(name: String, sha256: String)]) -> String {
    files.sorted { $0.name < $1.name }.map { "\($0.sha256)  \($0.name)\n" }.joined()
  }
}
