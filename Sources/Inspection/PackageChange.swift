/// A package that two images do not have alike.
public struct PackageChange: Sendable, Equatable, Encodable {
  /// Its name, with its architecture where another one is installed too.
  public let name: String
  /// Its version in the first image; nil where that lacks it.
  public let from: String?
  /// Its version in the second image; nil where that lacks it.
  public let to: String?

  /// Compares the packages of two images; the result is in the order of names.
  public static func between(_ old: [InstalledPackage], _ new: [InstalledPackage]) -> [PackageChange] {
    let (before, after) = (versions(old), versions(new))
    return Set(before.keys).union(after.keys).sorted().compactMap { name in
      before[name] == after[name] ? nil : PackageChange(name: name, from: before[name], to: after[name])
    }
  }

  private static func versions(_ packages: [InstalledPackage]) -> [String: String] {
    let counts = Dictionary(packages.map { ($0.name, 1) }, uniquingKeysWith: +)
    return Dictionary(
      packages.map { ((counts[$0.name] ?? 1) > 1 ? "\($0.name):\($0.architecture)" : $0.name, $0.version) }
    ) { first, _ in first }
  }
}
