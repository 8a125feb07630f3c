public import Variables

/// When a step is part of its phase: as long as a variable has one of some values.
public struct Condition: Sendable, Hashable {
  /// The variable, which is in the phase's key either way.
  public let variable: VariableName
  /// The texts of its values.
  public let values: [String]

  /// True where the variable is this text.
  public static func variable(_ name: VariableName, is value: String) -> Condition {
    Condition(variable: name, values: [value])
  }

  /// What a person reads: `kubernetes_source_type is pkg`.
  public var text: String { "\(variable) is \(values.joined(separator: " or "))" }

  func holds(in values: VariableSet) -> Bool {
    values[variable].map { self.values.contains($0.value.text) } ?? false
  }
}
