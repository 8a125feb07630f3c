/// What the store holds.
public struct Usage: Sendable, Codable {
  /// The results of one phase or supply.
  public struct Row: Sendable, Codable {
    /// The phase's or supply's name.
    public let name: String
    /// How many results are kept.
    public let results: Int
    /// Their size in bytes.
    public let bytes: Int64
  }

  /// A folder of the store that holds no results in use by keys.
  public struct Folder: Sendable, Codable {
    /// Its path inside the store: `packages/archives`.
    public let name: String
    /// How many files it holds.
    public let files: Int
    /// Their size in bytes.
    public let bytes: Int64
  }

  /// One row a name, the largest first.
  public let rows: [Row]
  /// Results that another one of the same key took the place of.
  public let superseded: Row
  /// Packages, compilers' caches, unfinished results, histories: the largest first, empty ones left out.
  public let folders: [Folder]
  /// The size of all of it in bytes.
  public let bytes: Int64
  /// The space left on the file system in bytes.
  public let free: Int64
}
