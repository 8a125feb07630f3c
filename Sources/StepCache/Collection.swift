/// What a collection removed.
public struct Collection: Sendable, Codable {
  /// How many results were removed.
  public internal(set) var removed = 0
  /// How many files of packages and compilers were removed.
  public internal(set) var files = 0
  /// The size of all of it in bytes.
  public internal(set) var bytes: Int64 = 0
  /// How many results would have gone but are in use.
  public internal(set) var inUse = 0
}
