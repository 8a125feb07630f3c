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
  /// What is asked before a registry, by its name: the one named `_default` before each that has none of its own.
  public let mirrors: [String: RegistryMirror]
  /// Where addresses lie that cannot be reached as they are.
  public let rewrites: Rewrites

  /// Gathers how registries are reached.
  public init(
    proxies: [String: String] = [:], netrc: FilePath? = nil, logins: [String: String] = [:],
    authorities: FilePath? = nil, plain: Set<String> = [], mirrors: [String: RegistryMirror] = [:],
    rewrites: Rewrites = Rewrites([:])
  ) {
    self.proxies = proxies
    self.netrc = netrc
    self.logins = logins
    self.authorities = authorities
    self.plain = plain
    self.mirrors = mirrors
    self.rewrites = rewrites
  }

  /// Where an image's pieces lie, the first place to ask first: a mirror, then the registry itself.
  func places(of reference: ImageReference) -> [RegistryPlace] {
    let scheme = plain.contains(reference.registry) ? "http" : "https"
    let own = RegistryPlace(
      registry: reference.registry,
      address: rewrites.address(for: "\(scheme)://\(reference.host)/v2/\(reference.repository)"))
    guard let mirror = mirrors[reference.registry] ?? mirrors[RegistryMirror.everyRegistry] else { return [own] }
    return [RegistryPlace(registry: mirror.host, address: "\(mirror.address)/\(reference.repository)"), own]
  }
}
