public import SystemPackage

/// A file to fetch.
public struct DownloadRequest: Sendable {
  /// Where it is: `https`, `http` or `file`.
  public let url: String
  /// Where it goes, in a directory that exists; beside it stands what was received so far (`.part`).
  public let destination: FilePath
  /// What it must be; nil trusts the server.
  public let expected: ContentChecksum?
  /// Further header lines: name and value.
  public let headers: [String: String]
  /// A file with credentials for hosts, as netrc(5) says.
  public let netrc: FilePath?

  /// A request; see the properties.
  public init(
    url: String,
    destination: FilePath,
    expected: ContentChecksum? = nil,
    headers: [String: String] = [:],
    netrc: FilePath? = nil
  ) {
    self.url = url
    self.destination = destination
    self.expected = expected
    self.headers = headers
    self.netrc = netrc
  }
}
