/// All variables of one target.
public struct VariableSet: Sendable {
  private var variables: [VariableName: ResolvedVariable]
  /// What was set without having an effect, in the order of the layers.
  public var notices: [VariableNotice]

  /// A set of variables; of two with one name the last stays.
  public init(_ variables: [ResolvedVariable], notices: [VariableNotice] = []) {
    self.variables = Dictionary(variables.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.notices = notices
  }

  /// The variable of a name; nil when no layer sets it.
  public subscript(name: VariableName) -> ResolvedVariable? { variables[name] }

  /// All names, sorted.
  public var names: [VariableName] { variables.keys.sorted() }
}
