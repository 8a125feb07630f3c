/// What the store knows of a key.
public enum Lookup: Sendable {
  /// A result that can be used as it is.
  case hit(Entry)
  /// There is none.
  case absent
  /// There is an entry, but it cannot be used, for this reason.
  case damaged(String)
}
