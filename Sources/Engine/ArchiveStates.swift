/// What package archives were like when a work took packages from them, as a record has it.
public struct ArchiveStates: Sendable, Hashable {
  /// The fact of a record that holds this.
  public static let fact = "archives"

  /// The state of each archive by its address; the same state means the same lists of packages.
  public let states: [String: String]

  /// Notes the states of archives by their addresses.
  public init(_ states: [String: String]) {
    self.states = states
  }

  /// Reads the fact of a record; without one, no archive was used.
  public init(in facts: [String: String]) {
    states = (facts[Self.fact] ?? "").split(separator: "\n").reduce(into: [:]) { states, line in
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { states[String(words[1])] = String(words[0]) }
    }
  }

  /// A line for each archive: its state, and its address.
  public var text: String {
    states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
  }
}
