public import SystemPackage

/// A transfer that failed. URLs are told without user, password and query, which may hold credentials.
public enum TransferError: Error, Equatable, CustomStringConvertible {
  /// The server answered, but not with the file.
  case status(url: String, status: Int, tries: Int)
  /// No whole answer came, for curl's reason.
  case connection(url: String, reason: String, tries: Int)
  /// The file came and is another one than expected; both as hexadecimal digits.
  case checksumMismatch(url: String, expected: String, actual: String)
  /// A text has more bytes than a text of its kind may have.
  case tooLarge(url: String, limit: Int)
  /// The received bytes could not be stored.
  case storage(path: FilePath, code: Errno)

  /// What failed and why, with a hint on a line of its own where there is one.
  public var description: String {
    switch self {
    case .status(let url, let status, let tries):
      "cannot download \(url): HTTP status \(status)\(Self.after(tries))" + Self.hint(Self.hint(for: status))
    case .connection(let url, let reason, let tries):
      "cannot download \(url): \(reason)\(Self.after(tries))"
        + Self.hint("check the network, and a proxy in https_proxy; what has come is kept, the next run goes on there")
    case .checksumMismatch(let url, let expected, let actual):
      """
      \(url) is not the expected file
        expected \(expected)
        received \(actual)
      """ + Self.hint("the publisher has replaced it, or the checksum belongs to another version")
    case .tooLarge(let url, let limit):
      "\(url) has more than \(limit) bytes" + Self.hint("this is no checksum file or list; check the URL")
    case .storage(let path, let code):
      "cannot store a download at \(path): \(code)"
    }
  }

  private static func after(_ tries: Int) -> String { tries > 1 ? " after \(tries) tries" : "" }

  private static func hint(_ text: String?) -> String { text.map { "\nhint: " + $0 } ?? "" }

  private static func hint(for status: Int) -> String? {
    switch status {
    case 401, 403: "the server wants credentials: netrc_file names a file that holds them, as netrc(5) describes it"
    case 407: "the proxy wants credentials: http_proxy or https_proxy holds them"
    case 404, 410: "check the version that the URL is made of"
    case 429: "the server limits how often it is asked; try again later"
    case 500...: "the server is in trouble; try again later"
    default: nil
    }
  }
}
