import Digests
public import TaskGraph
public import Variables

/// A line of a pipeline: a phase with its steps, before it is tied to a target.
public struct PhaseDefinition: Sendable {
  /// What a phase takes in besides supplies.
  public enum Ground: Sendable, Hashable {
    /// The image as the phases before left it.
    case image
    /// What an earlier phase left.
    case phase(PhaseName)
  }

  /// Prepares what the steps work on, has them run over it, and says what came of it.
  public typealias Workshop<Subject> =
    @Sendable (
      _ context: WorkContext, _ values: DeclaredValues, _ steps: @Sendable (Subject) async throws -> Void
    ) async throws -> Product

  /// The name that a user types; its code lies in the folder of that name.
  public let name: PhaseName
  /// What it takes in.
  public let ground: Ground
  /// What it leaves.
  public let result: ResultKind
  /// What its steps do, in order.
  public let steps: [StepDescription]
  /// The variables that the phase reads besides those of its steps.
  public let reads: [VariableName]
  /// The builder's programs that it needs.
  public let tools: [Tool]
  /// The files of the builder that it needs where variables name them.
  let namedFiles: [NamedFile]
  /// Whether it is told how the image is built, and depends on that.
  let isTold: Bool
  /// Ties the phase to a target: what it asks for joins its key.
  let prepare:
    @Sendable (Circumstances, DeclaredValues, _ description: String) throws -> (asked: [KeyField], body: Body)

  private let complete: (@Sendable (Circumstances) throws -> PhaseDefinition)?

  /// A phase whose steps run over a subject that the workshop prepares.
  ///
  /// - Parameter attached: the steps that the user adds before and after those of the phase.
  public init<Subject: Sendable>(
    _ name: PhaseName, of ground: Ground, leaves result: ResultKind, _ steps: [Step<Subject>],
    reads: [VariableName] = [], tools: [Tool] = [], namedFiles: [NamedFile] = [],
    attached: @escaping @Sendable (Circumstances) throws -> AttachedSteps<Subject> = { _ in AttachedSteps() },
    in workshop: @escaping Workshop<Subject>
  ) {
    self.complete = { circumstances in
      let attached = try attached(circumstances)
      return PhaseDefinition(
        name, of: ground, leaves: result, attached.before + steps + attached.after, reads: reads,
        tools: tools + attached.tools, namedFiles: namedFiles, in: workshop)
    }
    self.name = name
    self.ground = ground
    self.result = result
    self.steps = steps.map(StepDescription.init)
    self.reads = reads
    self.tools = tools
    self.namedFiles = namedFiles
    self.isTold = false
    self.prepare = { circumstances, values, _ in
      let body: Body = { context in
        let product = try await workshop(context, values) { subject in
          for step in steps where step.condition?.holds(in: circumstances.values) ?? true {
            try Task.checkCancellation()
            try await context.perform(step.name, on: subject) { try await step.run(subject) }
          }
        }
        for file in context.userFiles { try file.check() }
        return product
      }
      return ([], body)
    }
  }

  /// A phase that is one piece of work, told of by the verb that does it.
  public init(
    _ name: PhaseName, of ground: Ground, leaves result: ResultKind, reads: [VariableName], tools: [Tool] = [],
    work: @escaping @Sendable (WorkContext, DeclaredValues) async throws -> Product
  ) {
    self.init(name, of: ground, leaves: result, reads: reads, tools: tools, isTold: false) { _, values, _ in
      ([], { context in try await work(context, values) })
    }
  }

  /// The same, with something that is asked for when the phase is tied to a target, before anything runs: its canonical
  /// text is in the key, in place of the variables and files that shape it.
  ///
  /// - Parameters:
  ///   - thing: what is asked for, as the key calls it.
  ///   - ask: finds it; throws `Failure` where it is wrong.
  public init<Asked: Encodable & Sendable>(
    _ name: PhaseName, of ground: Ground, leaves result: ResultKind, reads: [VariableName], tools: [Tool] = [],
    asking thing: String, _ ask: @escaping @Sendable (Circumstances) throws -> Asked,
    work: @escaping @Sendable (WorkContext, DeclaredValues, Asked) async throws -> Product
  ) {
    self.init(name, of: ground, leaves: result, reads: reads, tools: tools, isTold: false) { circumstances, values, _ in
      let asked = try ask(circumstances)
      let digest = contentDigest(of: try canonicalText(of: asked)).hex
      return ([KeyField(.parameter, thing, digest)], { context in try await work(context, values, asked) })
    }
  }

  /// The same, told how what it takes in is built: a `BuildDescription` as one text, whose digest is in the key.
  public init(
    _ name: PhaseName, of ground: Ground, leaves result: ResultKind, reads: [VariableName], tools: [Tool] = [],
    telling work: @escaping @Sendable (WorkContext, DeclaredValues, _ description: String) async throws -> Product
  ) {
    self.init(name, of: ground, leaves: result, reads: reads, tools: tools, isTold: true) { _, values, description in
      ([], { context in try await work(context, values, description) })
    }
  }

  private init(
    _ name: PhaseName, of ground: Ground, leaves result: ResultKind, reads: [VariableName], tools: [Tool],
    isTold: Bool,
    prepare: @escaping @Sendable (Circumstances, DeclaredValues, String) throws -> (asked: [KeyField], body: Body)
  ) {
    self.name = name
    self.ground = ground
    self.result = result
    self.steps = []
    self.reads = reads
    self.tools = tools
    self.namedFiles = []
    self.isTold = isTold
    self.prepare = prepare
    self.complete = nil
  }

  /// The same with what the user attached to it, as the variables of a target say.
  func completed(in circumstances: Circumstances) throws -> PhaseDefinition {
    try complete?(circumstances) ?? self
  }

  /// True where it would change nothing of an image: it has steps, and none of them is for these values.
  func isEmpty(for values: VariableSet) -> Bool {
    result == .layer && !steps.isEmpty && steps(for: values).isEmpty
  }

  /// All variables that the phase may read.
  public var allReads: [VariableName] {
    Set(reads + steps.flatMap(\.reads) + steps.flatMap(\.conditions)).sorted()
  }

  /// The builder's programs and files that the phase needs for these values.
  func tools(for values: VariableSet) -> [Tool] { tools + namedFiles.compactMap { $0.tool(for: values) } }

  /// The steps that are part of the phase for these values.
  func steps(for values: VariableSet) -> [StepDescription] { steps.filter { $0.applies(to: values) } }

  /// The variables that the phase may read for these values.
  func reads(for values: VariableSet) -> [VariableName] {
    Set(reads + steps(for: values).flatMap(\.reads) + steps.flatMap(\.conditions)).sorted()
  }
}
