public import Variables

/// When a step is part of its phase: as long as variables have some values.
public struct Condition: Sendable, Hashable {
  /// What one variable must be.
  struct Term: Sendable, Hashable {
    let variable: VariableName
    let values: [String]
    let isNegated: Bool

    var text: String {
      isNegated ? "\(variable) is set" : "\(variable) is \(values.joined(separator: " or "))"
    }

    func holds(in set: VariableSet) -> Bool {
      set[variable].map { values.contains($0.value.text) != isNegated } ?? false
    }
  }

  let terms: [Term]

  /// True where the variable is this text.
  public static func variable(_ name: VariableName, is value: String) -> Condition {
    Condition(terms: [Term(variable: name, values: [value], isNegated: false)])
  }

  /// True where the variable holds something: a text, an item, `true`.
  public static func isSet(_ name: VariableName) -> Condition {
    Condition(terms: [Term(variable: name, values: ["", "[]", "{}", "false"], isNegated: true)])
  }

  /// True where both are.
  public func and(_ other: Condition) -> Condition { Condition(terms: terms + other.terms) }

  /// The variables, which are in the phase's key either way.
  public var variables: [VariableName] { terms.map(\.variable) }

  /// What a person reads: `kubernetes_source_type is pkg`.
  public var text: String { terms.map(\.text).joined(separator: " and ") }

  /// Whether it is true for these values.
  public func holds(in values: VariableSet) -> Bool { terms.allSatisfy { $0.holds(in: values) } }
}
