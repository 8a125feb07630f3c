/// What went into an archive.
public struct Exported: Sendable {
  /// A result that stayed out of it.
  public struct LeftOut: Sendable, Codable, Equatable {
    /// The phase's or supply's name.
    public let name: String
    /// The variables with secrets that it may hold, by the phases that could read them; empty where that is not known.
    public let secrets: [String: [String]]
  }

  /// How many results.
  public internal(set) var results = 0
  /// Their size in bytes.
  public internal(set) var bytes: Int64 = 0
  /// What stayed out because of secrets.
  public internal(set) var leftOut: [LeftOut] = []
}
