public import Variables

/// What is known of a step without running it.
public struct StepDescription: Sendable {
  /// What it does.
  public let name: String
  /// The variables that it may read.
  public let reads: [VariableName]
  /// When it is part of its phase; always, where there is none.
  public let condition: Condition?
  let parameter: String?
  let supplies: @Sendable (Circumstances) throws -> [Supply]
  let files: @Sendable (Circumstances) throws -> [UserFile]
  let folder: String?
  let lifetime: Int64?

  var conditions: [VariableName] { condition?.variables ?? [] }

  func applies(to values: VariableSet) -> Bool { condition?.holds(in: values) ?? true }

  init<Subject>(_ step: Step<Subject>) {
    name = step.name
    reads = step.reads
    parameter = step.parameter
    condition = step.condition
    supplies = step.supplies
    files = step.files
    folder = step.folder
    lifetime = step.lifetime
  }
}
