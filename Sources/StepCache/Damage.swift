/// A result that is not what its record says, a record that cannot be used, or a damaged file of packages.
public struct Damage: Sendable, Codable, Equatable {
  /// The phase's or supply's name; nil where the record does not tell.
  public let name: String?
  /// The hash of the key in hexadecimal, as the record's file is called; empty for a file of packages.
  public let key: String
  /// What is wrong: `its file disk.raw was changed`.
  public let fault: String
}
