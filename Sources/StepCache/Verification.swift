/// What came of looking at everything that the store holds.
public struct Verification: Sendable {
  /// How many results are what their records say.
  public internal(set) var sound = 0
  /// The size of those in bytes.
  public internal(set) var bytes: Int64 = 0
  /// What is not.
  public internal(set) var damaged: [Damage] = []
  /// How many of the damaged ones were removed.
  public internal(set) var removed = 0
}
