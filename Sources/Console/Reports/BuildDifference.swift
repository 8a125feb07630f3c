import Inspection
public import TaskGraph

/// In what two images say that they were built differently.
public struct BuildDifference: Sendable, Encodable {
  /// Something besides a variable that a part depended on.
  struct FieldChange: Sendable, Encodable, Equatable {
    let part: String
    let field: String
    let from: String?
    let to: String?
  }

  /// Variables with other values, or that only one of them names.
  let variables: [ValueChange]
  /// The phases that were asked to do something else.
  let phases: [String]
  /// What else these depended on.
  let fields: [FieldChange]

  /// Compares what two images say; nothing differs where one of them says nothing.
  public init(_ old: BuildDescription?, _ new: BuildDescription?) {
    guard let old, let new else {
      (variables, phases, fields) = ([], [], [])
      return
    }
    variables = ValueChange.between(old.variables, new.variables)
    let changed = ValueChange.between(old.phases, new.phases).map(\.name)
    phases = (new.parts + old.parts).filter { $0.role == .phase }.map(\.name).reduce(into: []) { names, name in
      if changed.contains(name), !names.contains(name) { names.append(name) }
    }
    let before = Dictionary(old.parts.map { ($0.name, $0.fields) }) { first, _ in first }
    fields = new.parts.flatMap { part in
      KeyDifference.between(before[part.name] ?? [], part.fields).filter { $0.field.kind != .variable }.map {
        Self.change($0, of: part.name)
      }
    }
  }

  private static func change(_ difference: KeyDifference, of part: String) -> FieldChange {
    let title = difference.field.title
    return switch difference {
    case .changed(let old, let new): FieldChange(part: part, field: title, from: short(old), to: short(new))
    case .added(let new): FieldChange(part: part, field: title, from: nil, to: short(new))
    case .removed(let old): FieldChange(part: part, field: title, from: short(old), to: nil)
    }
  }

  /// Digests by their first digits.
  private static func short(_ field: KeyField) -> String {
    let isDigest = field.value.utf8.count == 64 && field.value.allSatisfy(\.isHexDigit)
    return isDigest ? String(field.value.prefix(12)) : shortValue(field.value)
  }
}
