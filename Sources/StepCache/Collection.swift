/// What a collection removed.
public struct Collection: Sendable, Codable {
  /// How many results were removed.
  public internal(set) var removed = 0
  /// Their size in bytes, as far as records told.
  public internal(set) var bytes: Int64 = 0
  /// How many results would have gone but are in use.
  public internal(set) var inUse = 0
}
