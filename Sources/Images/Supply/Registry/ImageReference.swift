/// The name of a container image: `registry.k8s.io/pause:3.10`.
public struct ImageReference: Sendable, Hashable, CustomStringConvertible {
  /// The registry, with a port where it names one.
  public let registry: String
  /// The image's name in its registry.
  public let repository: String
  /// A tag, or a digest like `sha256:…`.
  public let version: String

  /// The whole name, as containerd keeps it.
  public var description: String { "\(registry)/\(repository)\(version.hasPrefix("sha256:") ? "@" : ":")\(version)" }

  /// Reads a name; one without a registry is Docker Hub's, as everywhere.
  ///
  /// Throws `SupplyError` where the text is no name of an image.
  public init(_ text: String) throws(SupplyError) {
    var (name, version) = (text[...], "latest")
    if let at = text.firstIndex(of: "@") {
      version = String(text[text.index(after: at)...])
      name = text[..<at]
      // A name may have both; the digest says more.
      name = Self.withoutTag(name).name
    } else {
      let parts = Self.withoutTag(name)
      name = parts.name
      version = parts.tag ?? version
    }
    let first = name.prefix { $0 != "/" }
    let namesRegistry = first.count < name.count && (first.contains(".") || first.contains(":") || first == "localhost")
    registry = namesRegistry ? String(first) : "docker.io"
    let rest = namesRegistry ? String(name.dropFirst(first.count + 1)) : String(name)
    repository = namesRegistry || rest.contains("/") ? rest : "library/\(rest)"
    self.version = version
    let isSound = [(registry, ".-:"), (repository, "._-/")].allSatisfy { part, marks in
      part.utf8.allSatisfy { $0.isOfAWord(or: marks) } && !part.contains("..")
    }
    let hasDigest = ImageDescriptor(digest: version).digits != nil
    // What stands behind an at sign is a digest, and it alone is one.
    let isVersion = text.contains("@") ? hasDigest : version.utf8.allSatisfy { $0.isOfAWord(or: "._-") }
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard isSound, isVersion, !registry.isEmpty, !version.isEmpty, !parts.contains("") else {
      throw SupplyError("`\(text)` is no name of a container image", hint: "names are like registry.k8s.io/pause:3.10")
    }
  }

  /// The host that is asked for it.
  var host: String { registry == "docker.io" ? "registry-1.docker.io" : registry }

  private static func withoutTag(_ name: Substring) -> (name: Substring, tag: String?) {
    guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return (name, nil) }
    return (name[..<colon], String(name[name.index(after: colon)...]))
  }
}

extension UInt8 {
  /// Whether it is a letter, a digit or one of some marks.
  fileprivate func isOfAWord(or marks: String) -> Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: marks.utf8.contains(self)
    }
  }
}
