/// What a user adds to a phase.
public struct AttachedSteps<Subject: Sendable>: Sendable {
  /// What runs before the phase's own steps, in order.
  public var before: [Step<Subject>]
  /// What runs after them, in order.
  public var after: [Step<Subject>]
  /// The builder's programs that these need.
  public var tools: [Tool]

  /// Lists what is added; nothing by default.
  public init(before: [Step<Subject>] = [], after: [Step<Subject>] = [], tools: [Tool] = []) {
    self.before = before
    self.after = after
    self.tools = tools
  }
}
