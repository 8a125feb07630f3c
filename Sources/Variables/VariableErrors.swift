/// Everything found wrong in one reading of the variables, so that nobody has to mend one by one.
public struct VariableErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The errors in the order found; never empty.
  public var errors: [VariableError]

  /// Some errors.
  public init(_ errors: [VariableError]) {
    self.errors = errors
  }

  /// The errors, separated by empty lines.
  public var description: String { errors.map { "\($0)" }.joined(separator: "\n\n") }
}
