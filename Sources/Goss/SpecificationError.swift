/// What is wrong with a specification, and where that stands.
public struct SpecificationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, as a lower-case sentence without a full stop.
  public let message: String
  /// The file, as a person names it.
  public let file: String
  /// The line, from 1; nil for the file as a whole.
  public let line: Int?
  /// What to do about it.
  public let hint: String?

  /// An error in a file.
  public init(_ message: String, in file: String, line: Int? = nil, hint: String? = nil) {
    self.message = message
    self.file = file
    self.line = line
    self.hint = hint
  }

  /// `checks/goss.yaml:3: there is no resource ...`.
  public var sentence: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(message)" }

  /// The sentence, and the hint on a line of its own.
  public var description: String { hint.map { "\(sentence)\nhint: \($0)" } ?? sentence }
}
