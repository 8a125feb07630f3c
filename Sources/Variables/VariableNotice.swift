/// Something set that has no effect, which a run mentions and goes on.
public struct VariableNotice: Hashable, Sendable, CustomStringConvertible {
  /// A sentence without a full stop.
  public var text: String
  /// Where it was written.
  public var origin: Origin?

  /// A notice about a place.
  public init(_ text: String, origin: Origin? = nil) {
    self.text = text
    self.origin = origin
  }

  /// `vars/user.yaml:1: the text`.
  public var description: String { origin.map { "\($0): \(text)" } ?? text }
}
