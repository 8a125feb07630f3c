/// A step's read of a variable that cannot be answered.
public enum VariableReadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reader did not declare the variable, so that no key would know of it.
  case undeclared(VariableName, reader: String)
  /// The variable is of another type than the one asked for.
  case mistyped(VariableName, asked: String, reader: String)
  /// No layer sets the variable.
  case unset(VariableName, reader: String)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .undeclared(let name, let reader):
      "`\(reader)` reads the variable `\(name)`, which it does not declare\nhint: add it to what the step reads"
    case .mistyped(let name, let asked, let reader):
      "`\(reader)` reads the variable `\(name)` as \(asked), which vars/schema/ declares as something else"
    case .unset(let name, let reader):
      "`\(reader)` needs the variable `\(name)`, which nothing sets\nhint: set it in vars/user.yaml"
    }
  }
}
