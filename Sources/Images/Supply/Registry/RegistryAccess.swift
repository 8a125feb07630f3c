public import SystemPackage

/// How registries are reached; nothing of it is in a key or an image.
public struct RegistryAccess: Sendable {
  /// The addresses of proxies, as `Downloader` takes them.
  public let proxies: [String: String]
  /// A file with users and passwords of hosts, as netrc(5) describes it.
  public let netrc: FilePath?
  /// What `Authorization: Basic` is to say, by registry.
  public let logins: [String: String]
  /// A file of certificates that are trusted beside the system's.
  public let authorities: FilePath?
  /// The registries that speak HTTP without encryption.
  public let plain: Set<String>

  /// Gathers how registries are reached.
  public init(
    proxies: [String: String] = [:], netrc: FilePath? = nil, logins: [String: String] = [:],
    authorities: FilePath? = nil, plain: Set<String> = []
  ) {
    self.proxies = proxies
    self.netrc = netrc
    self.logins = logins
    self.authorities = authorities
    self.plain = plain
  }

  /// The address below which an image's pieces lie.
  func address(of reference: ImageReference) -> String {
    "\(plain.contains(reference.registry) ? "http" : "https")://\(reference.host)/v2/\(reference.repository)"
  }
}
