/// A name of a mapping with its value.
public struct YAMLEntry: Hashable, Sendable {
  /// The name as written.
  public var key: String
  /// Where the name begins.
  public var mark: YAMLMark
  /// The value of the name.
  public var value: YAMLNode

  /// An entry of a mapping.
  public init(key: String, mark: YAMLMark, value: YAMLNode) {
    self.key = key
    self.mark = mark
    self.value = value
  }
}
