public import TaskGraph
public import Variables

/// The variables of a target: each value, who set it, and what it overrode.
public struct VariablesReport: Report {
  private let target: Target
  private let variables: [ResolvedVariable]

  /// Reports on a target's variables, or on those whose name or value contains a text, whatever its case.
  public init(_ variables: VariableSet, of target: Target, containing pattern: String? = nil) {
    let wanted = pattern?.lowercased() ?? ""
    self.target = target
    self.variables = variables.names.compactMap { variables[$0] }.filter { variable in
      wanted.isEmpty
        || [variable.name.rawValue, variable.value.text].contains { $0.lowercased().contains(wanted) }
    }
  }

  /// A row for each variable.
  public var text: String {
    let rows = variables.map { variable in
      let over = variable.overrode.map { "over \(Self.short($0.text)) \($0.origin)" }
      return [
        variable.name.rawValue, Self.short(variable.value.text), variable.origin.description,
        over.joined(separator: ", "),
      ]
    }
    return Table(indent: "").lines(rows).map { $0 + "\n" }.joined()
  }

  private static func short(_ text: String) -> String {
    text.isEmpty ? "\"\"" : text.replacing("\n", with: "\\n").printable.cut(to: 60)
  }

  /// `{"target": …, "variables": [{"name": …, "value": …, "origin": …, "overrode": [{"value": …, "origin": …}]}]}`, with
  /// `secret` where it is one.
  public func encode(to encoder: any Encoder) throws {
    struct SettingRecord: Encodable { let value, origin: String }
    struct VariableRecord: Encodable {
      let name, value, origin: String
      let secret: String?
      let overrode: [SettingRecord]
    }
    enum Key: String, CodingKey { case target, variables }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(target.goal, forKey: .target)
    try record.encode(
      variables.map { variable in
        VariableRecord(
          name: variable.name.rawValue, value: variable.value.text, origin: variable.origin.description,
          secret: variable.secrecy?.rawValue,
          overrode: variable.overrode.map { SettingRecord(value: $0.text, origin: $0.origin.description) })
      }, forKey: .variables)
  }
}
