/// One thing that is wrong with what was said about variables.
public struct VariableError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong: a lower-case sentence without a full stop.
  public var message: String
  /// Where it was written.
  public var origin: Origin?
  /// The line that it was written on; nil on a command line, and where the line may hold a secret.
  public var excerpt: SourceExcerpt?
  /// More lines to show, like the links of a cycle.
  public var notes: [String]
  /// What to do about it.
  public var hint: String?

  /// An error and where it shows.
  public init(
    _ message: String, origin: Origin? = nil, excerpt: SourceExcerpt? = nil, notes: [String] = [], hint: String? = nil
  ) {
    self.message = message
    self.origin = origin
    self.excerpt = excerpt
    self.notes = notes
    self.hint = hint
  }

  /// The message, then place, source line with a caret, notes and hint, each on lines of its own.
  public var description: String {
    var lines = [message]
    if let origin { lines.append("  \(origin.place)") }
    if let excerpt { lines += excerpt.lines.map { "  \($0)" } }
    lines += notes.map { "  \($0)" }
    if let hint { lines.append("hint: \(hint)") }
    return lines.joined(separator: "\n")
  }
}
