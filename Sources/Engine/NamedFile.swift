public import Variables

/// A file of the building machine that a variable names, and that a work needs where the variable names one.
public struct NamedFile: Hashable, Sendable {
  /// The variable; empty where no file is needed.
  public let variable: VariableName
  /// The package that has the file which is usually named.
  public let package: String

  /// A file that a variable names.
  public init(_ variable: VariableName, package: String) {
    self.variable = variable
    self.package = package
  }

  /// The file among programs and files that are needed; nil where none is named. Its content shapes no result.
  func tool(for values: VariableSet) -> Tool? {
    guard let path = values[variable]?.value.text, !path.isEmpty else { return nil }
    return Tool(path, package: package, shapesResult: false)
  }
}
