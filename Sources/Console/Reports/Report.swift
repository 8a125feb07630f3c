/// An answer to a question, for people and for programs.
public protocol Report: Encodable, Sendable {
  /// The answer for people: lines of text, each with its end.
  var text: String { get }
}
