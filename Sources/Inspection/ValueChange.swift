/// A named value that two images do not have alike.
public struct ValueChange: Sendable, Equatable, Encodable {
  /// What it is called.
  public let name: String
  /// Its value in the first image; nil where that has none.
  public let from: String?
  /// Its value in the second image; nil where that has none.
  public let to: String?

  /// Compares values by name, in the order of names.
  public static func between(_ old: [String: String], _ new: [String: String]) -> [ValueChange] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : ValueChange(name: name, from: old[name], to: new[name])
    }
  }
}
