public import SystemPackage

/// Every variable there is: the files of `vars/schema/`, and `vars/retired.yaml`.
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

  /// Reads `schema/*.yaml` and `retired.yaml` in the folder of variable files.
  ///
  /// Throws every error of its files at once.
  public init(readingFrom root: FilePath) throws(VariableErrors) {
    let files = VariableFiles()
    var read: [VariableFile] = []
    var errors: [VariableError] = []
    for path in files.yamlFiles(in: "\(root)/schema") + ["\(root)/retired.yaml"] {
      switch VariableFile.read(path, name: displayName(of: path, root: root)) {
      case nil: continue
      case .failure(let error): errors.append(error)
      case .success(let file): read.append(file)
      }
    }
    if read.isEmpty, errors.isEmpty {
      let folder = displayName(of: "\(root)/schema", root: root)
      errors.append(VariableError("there is no schema in `\(folder)`", hint: "run this in the project's folder"))
    }
    if !errors.isEmpty { throw VariableErrors(errors) }
    self = try SchemaReader.read(read)
  }

  /// The declaration of a name.
  public subscript(name: VariableName) -> VariableDeclaration? { declarations[name] }
}
