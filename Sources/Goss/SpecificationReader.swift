import YAML

/// Reads a specification with the files that it includes.
struct SpecificationReader {
  /// What has been read.
  private(set) var statements: [Statement] = []
  private let load: (String) throws(SpecificationError) -> String?
  private let variable: (String) -> String?
  /// The files that are being read, outermost first.
  private var open: [String] = []

  private static let readers:
    [String: @Sendable (inout Attributes, _ prefix: String) throws(SpecificationError) -> [Statement]] = [
      "command": CommandResource.statements, "file": FileResource.statements,
      "kernel-param": KernelParameterResource.statements, "package": PackageResource.statements,
      "port": PortResource.statements, "service": ServiceResource.statements,
    ]

  /// More than anybody includes; files that include one another twice each would be read without end.
  private static let mostStatements = 20_000

  /// A reader that gets files and variables by these.
  init(
    load: @escaping (String) throws(SpecificationError) -> String?, variable: @escaping (String) -> String?
  ) {
    self.load = load
    self.variable = variable
  }

  /// Reads a file; `place` is where another one includes it.
  mutating func read(_ file: String, includedFrom place: (file: String, line: Int)?) throws(SpecificationError) {
    guard !open.contains(file), open.count < 20 else {
      throw SpecificationError("`\(file)` includes itself", in: place?.file ?? file, line: place?.line)
    }
    guard let text = try load(file) else {
      throw SpecificationError("there is no file `\(file)`", in: place?.file ?? file, line: place?.line)
    }
    open.append(file)
    let filled = try SpecificationTemplate(file: file, variable: variable).fill(text)
    let document: YAMLNode?
    do throws(YAMLError) {
      document = try parseYAML(filled)
    } catch {
      throw SpecificationError(error.message, in: file, line: error.mark.line)
    }
    if let document, !document.isNull { try read(document, of: file) }
    open.removeLast()
  }

  private mutating func read(_ document: YAMLNode, of file: String) throws(SpecificationError) {
    guard case .mapping(let kinds) = document.kind else {
      throw SpecificationError("a specification has kinds of resources", in: file, line: document.mark.line)
    }
    for kind in kinds {
      guard kind.key == "gossfile" || Self.readers[kind.key] != nil else {
        throw SpecificationError(
          "there is no resource `\(kind.key)` that is known here", in: file, line: kind.mark.line,
          hint: "a specification has \((Self.readers.keys + ["gossfile"]).sorted().joined(separator: ", "))")
      }
      if kind.value.isNull { continue }
      guard case .mapping(let resources) = kind.value.kind else {
        throw SpecificationError("names of resources should stand below `\(kind.key)`", in: file, line: kind.mark.line)
      }
      for resource in resources { try read(resource, kind: kind.key, of: file) }
    }
  }

  private mutating func read(_ resource: YAMLEntry, kind: String, of file: String) throws(SpecificationError) {
    guard !resource.key.isEmpty, !resource.key.contains("\0") else {
      throw SpecificationError("a \(kind) needs a name", in: file, line: resource.mark.line)
    }
    var attributes = try Attributes(kind: kind, resource, file: file)
    let (prefix, isSkipped) = try attributes.takeShared()
    guard let reader = Self.readers[kind] else {
      try attributes.finish()
      if !isSkipped { try include(resource, from: file) }
      return
    }
    let found = try reader(&attributes, prefix)
    try attributes.finish()
    statements +=
      isSkipped ? [Statement(.sealed, "pass", ["\(prefix)\(kind) \(resource.key)", "it is skipped"])] : found
    guard statements.count <= Self.mostStatements else {
      throw SpecificationError("this makes more than \(Self.mostStatements) checks", in: file, line: resource.mark.line)
    }
  }

  /// Reads a file that is named seen from the one that includes it.
  private mutating func include(_ resource: YAMLEntry, from file: String) throws(SpecificationError) {
    guard !resource.key.contains(where: { "*?[".contains($0) }) else {
      throw SpecificationError(
        "a pattern of files is not known here", in: file, line: resource.mark.line, hint: "name each file")
    }
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    let path = resource.key.hasPrefix("/") ? resource.key : folder + resource.key
    try read(path, includedFrom: (file, resource.mark.line))
  }
}
