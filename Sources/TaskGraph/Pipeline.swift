/// The works of one target.
public struct Pipeline: Sendable {
  /// A phase in its place.
  public struct Phase: Sendable {
    /// The name that a user types.
    public let name: PhaseName
    /// The work behind it, perhaps shared with other targets.
    public let work: Work.ID

    /// Places a work in a pipeline.
    public init(_ name: PhaseName, work: Work.ID) {
      self.name = name
      self.work = work
    }
  }

  /// What is built.
  public let target: Target
  /// Its phases in order.
  public let phases: [Phase]
  /// The phases that must have passed before the image counts as proven, though nothing takes them in.
  public let gates: [PhaseName]

  /// Lists a target's phases in order, and those that prove its image.
  public init(target: Target, phases: [Phase], gates: [PhaseName]) {
    self.target = target
    self.phases = phases
    self.gates = gates
  }

  /// The phase of that name, if this target has it.
  public func phase(_ name: PhaseName) -> Phase? {
    phases.first { $0.name == name }
  }
}
