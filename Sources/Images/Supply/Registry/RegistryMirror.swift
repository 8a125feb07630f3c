/// A mirror of a registry: an address such as `https://mirror.example`, or with a path, below which the mirror has what it
/// takes from that registry: `https://mirror.example/k8s`.
public struct RegistryMirror: Sendable, Hashable {
  /// The name that stands for each registry without a mirror of its own, as containerd calls it.
  public static let everyRegistry = "_default"

  /// The host, with its port if there is one.
  public let host: String
  /// The address that images' names are put behind, as registries have it: `https://mirror.example/v2/k8s`.
  public let address: String
  /// Whether the address has a path, which containerd has to be told.
  public let hasPath: Bool

  /// Reads an address; throws `SupplyError` where it is none.
  public init(_ text: String) throws(SupplyError) {
    let parts = text.firstRange(of: "://").map { (text[..<$0.lowerBound], text[$0.upperBound...]) }
    guard let (scheme, rest) = parts, ["http", "https"].contains(scheme),
      rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""'\?#@"#.utf8.contains($0) })
    else { throw Self.wrong(text) }
    let words = rest.split(separator: "/", omittingEmptySubsequences: false)
    let path = words.dropFirst().filter { !$0.isEmpty }
    guard let first = words.first, !first.isEmpty, path.first != "v2" else { throw Self.wrong(text) }
    host = String(first)
    hasPath = !path.isEmpty
    address = (["\(scheme)://\(host)/v2"] + path.map(String.init)).joined(separator: "/")
  }

  private static func wrong(_ text: String) -> SupplyError {
    SupplyError(
      "`\(text)` is no address of a registry's mirror",
      hint:
        "addresses are like https://mirror.example, or https://mirror.example/k8s for one that has images below a path; "
        + "no user, no password, and no v2, which comes by itself")
  }
}
