/// One way in which two keys differ.
public enum KeyDifference: Hashable, Sendable {
  /// The same name with another value.
  case changed(from: KeyField, to: KeyField)
  /// Only the newer key has it.
  case added(KeyField)
  /// Only the older key has it.
  case removed(KeyField)

  /// The field as the newer key has it, or the older where the newer has none.
  public var field: KeyField {
    switch self {
    case .changed(_, let field), .added(let field), .removed(let field): field
    }
  }

  /// Compares two keys field by field, in the order of the newer one; what was removed comes last.
  public static func between(_ old: [KeyField], _ new: [KeyField]) -> [KeyDifference] {
    var before: [String: KeyField] = [:]
    for field in old { before[field.title] = field }
    var differences: [KeyDifference] = []
    for field in new {
      switch before.removeValue(forKey: field.title) {
      case nil: differences.append(.added(field))
      case let earlier? where earlier.value != field.value:
        differences.append(.changed(from: earlier, to: field))
      default: break
      }
    }
    let gone = old.filter { before[$0.title] != nil }
    return differences + gone.map { .removed($0) }
  }
}
