/// What one layer said about a variable.
public struct Setting: Hashable, Sendable {
  /// The value as it was written, with its templates; redacted for a secret.
  public var text: String
  /// Where it was written.
  public var origin: Origin

  /// A value and its place.
  public init(text: String, origin: Origin) {
    self.text = text
    self.origin = origin
  }
}
