/// A value of a document and the place where it begins.
public struct YAMLNode: Hashable, Sendable {
  /// What a node is. A scalar stays the text that was written: no number or truth value is guessed.
  public enum Kind: Hashable, Sendable {
    /// Text; `isPlain` when it was written without quotes (in JSON: a number, `true`, `false` or `null`).
    case scalar(String, isPlain: Bool)
    /// A list of nodes.
    case sequence([YAMLNode])
    /// Names with their values, in the order written; no name occurs twice.
    case mapping([YAMLEntry])
  }

  /// What the node is.
  public var kind: Kind
  /// Where the node begins.
  public var mark: YAMLMark

  /// A node of a kind at a place.
  public init(_ kind: Kind, at mark: YAMLMark) {
    self.kind = kind
    self.mark = mark
  }

  /// Whether the node says that there is no value: an empty place, `~` or `null` without quotes.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = kind else { return false }
    return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }
}
