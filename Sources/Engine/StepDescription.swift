public import Variables

/// What is known of a step without running it.
public struct StepDescription: Sendable {
  /// What it does.
  public let name: String
  /// The variables that it may read.
  public let reads: [VariableName]
  let parameter: String?
  let supplies: @Sendable (Circumstances) throws -> [Supply]

  init<Subject>(_ step: Step<Subject>) {
    name = step.name
    reads = step.reads
    parameter = step.parameter
    supplies = step.supplies
  }
}
