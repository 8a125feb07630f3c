/// What came out of an archive.
public struct Imported: Sendable {
  /// How many results came in.
  public internal(set) var results = 0
  /// Their size in bytes.
  public internal(set) var bytes: Int64 = 0
  /// How many were here already, as new or newer, or are being built.
  public internal(set) var present = 0
  /// What is not what its record says, and did not come in.
  public internal(set) var refused: [Damage] = []
  /// What kept the archive from being read to its end; nil where nothing did.
  public internal(set) var fault: String?
}
