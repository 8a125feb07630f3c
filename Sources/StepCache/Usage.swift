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

  /// One row a name, the largest first.
  public let rows: [Row]
  /// The size of all results in bytes.
  public let bytes: Int64
  /// The space left on the file system in bytes.
  public let free: Int64
}
