import FoundationEssentials
import SystemPackage

/// The project's own files as text, for rules that no compiler holds.
struct SourceText {
  /// Where it lies, relative to the project.
  let path: String
  let text: String

  /// All files below a folder whose names end so.
  static func all(in folder: String, suffix: String = ".swift") throws -> [SourceText] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: project.appending(folder).string)
    return try paths.filter { $0.hasSuffix(suffix) }.sorted().map { path in
      let file = "\(folder)/\(path)"
      return SourceText(path: file, text: try String(contentsOfFile: project.appending(file).string, encoding: .utf8))
    }
  }

  /// The variables that VariableNames.swift names, by the constants' names.
  static func variableNames() throws -> [String: String] {
    let text = try String(
      contentsOfFile: project.appending("tasks/Shared/VariableNames.swift").string, encoding: .utf8)
    var names: [String: String] = [:]
    for match in text.matches(of: /static let (\w+): Self = "(\w+)"/) { names[String(match.1)] = String(match.2) }
    return names
  }

  /// The words of its code, without comments.
  var words: Set<Substring> {
    let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    return code.reduce(into: []) { $0.formUnion($1.matches(of: /\w+/).map(\.output)) }
  }

  /// The names that it gives to what other files can use, at file scope.
  var declaredNames: Set<Substring> {
    Set(text.matches(of: /(?m)^(?:public )?(?:let|func|struct|enum|var) (\w+)/).map(\.1))
  }
}
