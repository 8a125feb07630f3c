/// What a collection removed.
public struct Collection: Sendable, Codable {
  /// How many results were removed.
  public let removed: Int
  /// Their size in bytes, as far as records told.
  public let bytes: Int64
  /// How many results would have gone but are in use.
  public let inUse: Int
}
