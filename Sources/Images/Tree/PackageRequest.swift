/// Something that was asked of package archives, so that it can be asked again.
public enum PackageRequest: Sendable, Hashable, Codable {
  /// A minimal system with these packages, as `Image.bootstrap` takes them.
  case bootstrap(suite: String, mirrors: [String], components: [String], packages: [String], refused: [String])
  /// The arguments of apt-get that changed what is installed: `install curl=7.88.1-10`.
  case change(arguments: [String])
  /// The newest source package of this name.
  case source(name: String)
}
