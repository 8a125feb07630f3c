public import Variables

/// A reusable piece of a phase: what it reads, what it takes in, and a function over its subject.
///
/// The function captures nothing: what it depends on is a variable that it reads, a supply, or its parameter, and all
/// three are in the key of the phase.
public struct Step<Subject: Sendable>: Sendable {
  /// What it does, as an imperative: `install containerd and runc`.
  public let name: String
  /// The variables that it may read; reading another one is an error.
  public let reads: [VariableName]
  /// Its parameter in canonical text, where it has one.
  public let parameter: String?
  /// When it is part of its phase; always, where there is none.
  public let condition: Condition?
  /// What it takes in that is made beside the pipeline, in these circumstances.
  public let supplies: @Sendable (Circumstances) throws -> [Supply]
  /// The user's files that it takes in, in these circumstances.
  public let files: @Sendable (Circumstances) throws -> [UserFile]
  /// The folder that its code lies in, where that is not its phase's.
  public let folder: String?
  /// How long its result stays good, in seconds; nil for as long as its key stays the same.
  public let lifetime: Int64?
  /// What it does to its subject.
  public let run: @Sendable (Subject) async throws -> Void

  /// A step that depends on variables and supplies alone.
  public init(
    _ name: String, when condition: Condition? = nil, reads: [VariableName] = [],
    supplies: @escaping @Sendable (Circumstances) throws -> [Supply] = { _ in [] },
    files: @escaping @Sendable (Circumstances) throws -> [UserFile] = { _ in [] },
    folder: String? = nil, lifetime: Int64? = nil,
    run: @escaping @Sendable (Subject) async throws -> Void
  ) {
    self.name = name
    self.reads = reads
    self.parameter = nil
    self.condition = condition
    self.supplies = supplies
    self.files = files
    self.folder = folder
    self.lifetime = lifetime
    self.run = run
  }

  /// A step with a parameter, which joins the key of its phase and is handed to the function.
  public init<Parameter: Encodable & Sendable>(
    _ name: String, parameter: Parameter, when condition: Condition? = nil, reads: [VariableName] = [],
    supplies: @escaping @Sendable (Circumstances) throws -> [Supply] = { _ in [] },
    files: @escaping @Sendable (Circumstances) throws -> [UserFile] = { _ in [] },
    folder: String? = nil, lifetime: Int64? = nil,
    run: @escaping @Sendable (Subject, Parameter) async throws -> Void
  ) throws {
    self.name = name
    self.reads = reads
    self.parameter = try canonicalText(of: parameter)
    self.condition = condition
    self.supplies = supplies
    self.files = files
    self.folder = folder
    self.lifetime = lifetime
    self.run = { subject in try await run(subject, parameter) }
  }
}
