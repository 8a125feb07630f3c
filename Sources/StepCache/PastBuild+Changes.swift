public import TaskGraph

extension PastBuild {
  /// What one build depended on otherwise than another one.
  public struct Change: Sendable, Equatable {
    /// The phase or supply concerned; nil for a variable, which any may read.
    public let part: String?
    /// What differs.
    public let difference: KeyDifference

    /// Names what differs.
    public init(part: String?, _ difference: KeyDifference) {
      self.part = part
      self.difference = difference
    }
  }

  /// What this build depended on otherwise than an earlier one: variables first, then what concerns a single work.
  ///
  /// Works that only one of them had are passed over, with the variables that nothing else reads, and so is what follows for
  /// a phase from another supply.
  public func changes(since earlier: PastBuild) -> [Change] {
    let haveSamePhases = phases == earlier.phases
    let own = KeyDifference.between(earlier.variables, variables).compactMap { difference -> Change? in
      if case .changed = difference { return Change(part: nil, difference) }
      return haveSamePhases ? Change(part: nil, difference) : nil
    }
    let before = Dictionary(earlier.parts.map { ($0.name, $0) }) { first, _ in first }
    let others = parts.flatMap { part -> [Change] in
      guard let old = before[part.name] else { return [] }
      return KeyDifference.between(old.fields, part.fields).filter { $0.field.kind != .supply }
        .map { Change(part: part.name, $0) }
    }
    return own + others
  }

  private var phases: [String] { parts.filter { $0.role == .phase }.map(\.name) }
}
