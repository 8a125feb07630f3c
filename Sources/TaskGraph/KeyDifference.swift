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
  ///
  /// Several fields may have one name, as a step may stand in a phase more than once: equal ones go together first.
  public static func between(_ old: [KeyField], _ new: [KeyField]) -> [KeyDifference] {
    var before = Dictionary(grouping: old, by: \.title)
    let changed = new.filter { field in
      guard let same = before[field.title]?.firstIndex(where: { $0.value == field.value }) else { return true }
      before[field.title]?.remove(at: same)
      return false
    }
    let differences = changed.map { field in
      guard let earlier = before[field.title]?.first else { return KeyDifference.added(field) }
      before[field.title]?.removeFirst()
      return .changed(from: earlier, to: field)
    }
    return differences + old.filter { before[$0.title]?.contains($0) ?? false }.map { .removed($0) }
  }
}
