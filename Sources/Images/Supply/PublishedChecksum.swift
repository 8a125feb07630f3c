/// How it is known what a download must be.
public enum PublishedChecksum: Sendable, Hashable {
  /// SHA-256, in hexadecimal.
  case sha256(String)
  /// A text at this URL that begins with the SHA-256 or SHA-512 digits.
  case file(String)
  /// A text at this URL with a line for each file: the digits, then the name.
  case list(String)
  /// Nothing is published: the first download is remembered, and every later one must be the same.
  case pinned

  /// The text that stands for it in a key.
  public var text: String {
    switch self {
    case .sha256(let digits): "sha256 \(digits)"
    case .file(let url), .list(let url): "as \(url) says"
    case .pinned: "as it was first"
    }
  }
}
