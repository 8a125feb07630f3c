/// Why a text is not a document that can be used, and where that shows.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, as a lower-case sentence without a full stop.
  public var message: String
  /// Where it shows.
  public var mark: YAMLMark

  /// An error at a place.
  public init(_ message: String, at mark: YAMLMark) {
    self.message = message
    self.mark = mark
  }

  /// `line:column: message`.
  public var description: String { "\(mark.line):\(mark.column): \(message)" }
}
