public import TaskGraph
public import Variables

/// What a phase takes in that is made beside the pipeline: a download, or a short pipeline that ends in files.
public struct Supply: Sendable {
  /// What its taker calls it: `containerd`.
  public let name: String
  /// What it leaves; a layer where it is the ground that another supply stands on.
  public let result: ResultKind
  /// What its result depends on.
  public let fields: [KeyField]
  /// The variables that it may read.
  public let reads: [VariableName]
  /// What it takes in itself.
  public let supplies: [Supply]
  /// The builder's programs that it needs.
  public let tools: [Tool]
  /// How it is made.
  public let body: Body

  /// Describes a supply and how it is made.
  public init(
    _ name: String, result: ResultKind = .artifacts, fields: [KeyField], reads: [VariableName],
    supplies: [Supply] = [], tools: [Tool] = [], body: @escaping Body
  ) {
    self.name = name
    self.result = result
    self.fields = fields
    self.reads = reads
    self.supplies = supplies
    self.tools = tools
    self.body = body
  }
}
