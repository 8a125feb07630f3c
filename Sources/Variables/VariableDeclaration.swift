/// What the schema says about a variable.
public struct VariableDeclaration: Hashable, Sendable {
  /// The variable's name.
  public var name: VariableName
  /// What its values are.
  public var type: VariableType
  /// What it is for, in one sentence.
  public var summary: String
  /// Whether it is a secret, and which kind.
  public var secrecy: Secrecy?
  /// What has to be there before it has an effect, as the end of "until ..."; nil where it has one.
  public var idleUntil: String?

  /// A declaration; a secret is always a text.
  public init(
    name: VariableName, type: VariableType, summary: String, secrecy: Secrecy? = nil, idleUntil: String? = nil
  ) {
    self.name = name
    self.type = type
    self.summary = summary
    self.secrecy = secrecy
    self.idleUntil = idleUntil
  }
}
