public import SystemPackage

/// Every variable there is: `vars/schema.yaml`.
public struct Schema: Sendable {
  /// The declared variables.
  public var declarations: [VariableName: VariableDeclaration]
  /// Names of the established project that mean nothing here, with the sentence that says what replaces them.
  public var retired: [VariableName: String]

  /// A schema of some declarations.
  public init(declarations: [VariableDeclaration], retired: [VariableName: String] = [:]) {
    self.declarations = Dictionary(declarations.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.retired = retired
  }

  /// Reads `schema.yaml` of the folder of variable files.
  ///
  /// Throws every error of the file at once.
  public init(readingFrom root: FilePath) throws(VariableErrors) {
    var reader = try SchemaReader(root: root)
    self = try reader.read()
  }

  /// The declaration of a name.
  public subscript(name: VariableName) -> VariableDeclaration? { declarations[name] }
}
