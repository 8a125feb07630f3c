/// A package that an archive has otherwise than it was when it was taken.
public struct PackageChange: Sendable, Hashable, Codable {
  /// Its name.
  public let name: String
  /// The version that was taken; nil where it would come in addition.
  public let from: String?
  /// The version that would be taken now; nil where it would not come any more.
  public let to: String?

  /// Notes how a package differs.
  public init(_ name: String, from: String?, to: String?) {
    self.name = name
    self.from = from
    self.to = to
  }

  /// How a list of versions by name differs from an earlier one, by name.
  public static func between(_ old: [String: String], _ new: [String: String]) -> [PackageChange] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : PackageChange(name, from: old[name], to: new[name])
    }
  }

  /// Those of these changes that do not merely bring what other ones bring already.
  public static func leavingOut(_ others: [PackageChange], of changes: [PackageChange]) -> [PackageChange] {
    let brought = Set(others.map { [$0.name, $0.to] })
    return changes.filter { $0.from != nil || !brought.contains([$0.name, $0.to]) }
  }
}
