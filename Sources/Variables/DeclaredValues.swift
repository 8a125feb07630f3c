/// The variables that a reader declared, and no others: a read that is not declared is an error at once.
public struct DeclaredValues: Sendable {
  private let variables: VariableSet
  private let declared: Set<VariableName>
  private let reader: String
  private let recorder: (@Sendable (VariableName) -> Void)?

  /// A view of some variables for a step or phase, whose name errors give; `recorder` is told of every allowed read.
  public init(
    _ variables: VariableSet, declared: Set<VariableName>, reader: String,
    recorder: (@Sendable (VariableName) -> Void)? = nil
  ) {
    self.variables = variables
    self.declared = declared
    self.reader = reader
    self.recorder = recorder
  }

  /// A text, version, choice, or address.
  public func string(_ name: VariableName) throws(VariableReadError) -> String {
    guard case .string(let text) = try value(name) else { throw mistyped(name, "a text") }
    return text
  }

  /// A truth value.
  public func boolean(_ name: VariableName) throws(VariableReadError) -> Bool {
    guard case .boolean(let value) = try value(name) else { throw mistyped(name, "a truth value") }
    return value
  }

  /// A whole number.
  public func integer(_ name: VariableName) throws(VariableReadError) -> Int {
    guard case .integer(let number) = try value(name) else { throw mistyped(name, "a number") }
    return number
  }

  /// A number of bytes.
  public func bytes(_ name: VariableName) throws(VariableReadError) -> Int64 {
    guard case .bytes(let count) = try value(name) else { throw mistyped(name, "a size") }
    return count
  }

  /// A length of time in seconds.
  public func duration(_ name: VariableName) throws(VariableReadError) -> Int64 {
    guard case .duration(let seconds) = try value(name) else { throw mistyped(name, "a length of time") }
    return seconds
  }

  /// Texts in their order.
  public func list(_ name: VariableName) throws(VariableReadError) -> [String] {
    guard case .list(let items) = try value(name) else { throw mistyped(name, "a list") }
    return items
  }

  /// Texts by name.
  public func map(_ name: VariableName) throws(VariableReadError) -> [String: String] {
    guard case .map(let entries) = try value(name) else { throw mistyped(name, "a map") }
    return entries
  }

  /// Records in their order.
  public func records(_ name: VariableName) throws(VariableReadError) -> [[String: String]] {
    guard case .records(let records) = try value(name) else { throw mistyped(name, "records") }
    return records
  }

  /// A secret, still closed.
  public func secret(_ name: VariableName) throws(VariableReadError) -> SecretValue {
    guard case .secret(let secret) = try value(name) else { throw mistyped(name, "a secret") }
    return secret
  }

  private func value(_ name: VariableName) throws(VariableReadError) -> Value {
    guard declared.contains(name) else { throw .undeclared(name, reader: reader) }
    recorder?(name)
    guard let variable = variables[name] else { throw .unset(name, reader: reader) }
    return variable.value
  }

  private func mistyped(_ name: VariableName, _ asked: String) -> VariableReadError {
    .mistyped(name, asked: asked, reader: reader)
  }
}
