/// A package archive that moved on while the phases of an image were built from it.
public struct MixedArchive: Sendable, Hashable, Codable {
  /// A state of the archive, and the phases that took packages from it then.
  public struct Seen: Sendable, Hashable, Codable {
    /// The state, a few digits.
    public let state: String
    /// The phases, in order.
    public let phases: [String]
  }

  /// The archive's address.
  public let archive: String
  /// Its states, in the order of the phases; two at least.
  public let seen: [Seen]

  /// The archives that phases of one image saw in different states, by address.
  ///
  /// - Parameter phases: the phases in order, each with what it saw.
  static func all(in phases: [(name: String, archives: ArchiveStates)]) -> [MixedArchive] {
    let archives = Set(phases.flatMap { $0.archives.states.keys })
    return archives.sorted().compactMap { archive in
      var seen: [(state: String, phases: [String])] = []
      for phase in phases {
        guard let state = phase.archives.states[archive] else { continue }
        if let place = seen.firstIndex(where: { $0.state == state }) {
          seen[place].phases.append(phase.name)
        } else {
          seen.append((state, [phase.name]))
        }
      }
      guard seen.count > 1 else { return nil }
      return MixedArchive(archive: archive, seen: seen.map { Seen(state: $0.state, phases: $0.phases) })
    }
  }
}
