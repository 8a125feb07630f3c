/// What a collection removed.
public struct Collection: Sendable, Codable {
  /// How many results were removed.
  public internal(set) var removed = 0
  /// How many trees of failed steps were removed.
  public internal(set) var failedTrees = 0
  /// How many results were removed that killed builds left unfinished.
  public internal(set) var unfinished = 0
  /// How many files of packages and compilers were removed.
  public internal(set) var files = 0
  /// The size of all of it in bytes.
  public internal(set) var bytes: Int64 = 0
  /// How many results and trees would have gone but are in use.
  public internal(set) var inUse = 0
}
