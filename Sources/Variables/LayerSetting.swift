import SystemPackage
import YAML

/// What a layer wrote about a name, with all that an error about it shows.
struct LayerSetting: Sendable {
  /// Who wrote it, which decides how strictly its name is taken.
  enum Layer: Sendable {
    /// The project's own files.
    case own
    /// The user's file and the override files.
    case override
    /// Make's command line, `VARS`, `PACKER_FLAGS`, `--var`.
    case commandLine
  }

  /// The name.
  var name: VariableName
  /// The value as written.
  var node: YAMLNode
  /// Where the name stands.
  var origin: Origin
  /// Who wrote it.
  var layer: Layer
  /// The whole text of the file; nil on a command line.
  var source: String?
  /// The folder of the file; nil on a command line.
  var folder: FilePath?

  /// What `vars` shows of it: the text, or a list or mapping on one line.
  var written: String {
    switch body(of: node) {
    case .text(let text): text
    case .list(let items): Value.list(items).text
    case .map(let entries): Value.map(entries).text
    case .records(let records): Value.records(records).text
    case nil: "(nested)"
    }
  }

  /// The value as written; nil when it is nested deeper than any variable is.
  func body(of node: YAMLNode) -> RenderedBody? {
    switch node.kind {
    case .scalar(let text, _): return .text(node.isNull ? "" : text)
    case .sequence(let items):
      let texts = items.compactMap { Self.text(of: $0) }
      if texts.count == items.count { return .list(texts) }
      let records = items.compactMap { map(of: $0) }
      return records.count == items.count ? .records(records) : nil
    case .mapping(let entries):
      var map: [String: String] = [:]
      for entry in entries {
        guard let text = Self.text(of: entry.value) else { return nil }
        map[entry.key] = text
      }
      return .map(map)
    }
  }

  /// Every text of the value, in which names may be used.
  var texts: [String] { body(of: node)?.texts ?? [] }

  /// An error that points at the name.
  func nameError(_ message: String, hint: String? = nil) -> VariableError {
    guard case .file(_, let line, let column) = origin, let source else {
      return VariableError(message, origin: origin, hint: hint)
    }
    return VariableError(
      message, origin: origin, excerpt: excerpt(of: source, at: YAMLMark(line: line, column: column)), hint: hint)
  }

  /// An error that points at the value; a secret's line is not shown.
  func valueError(_ message: String, notes: [String] = [], hint: String? = nil, isSecret: Bool) -> VariableError {
    guard case .file(let file, _, _) = origin, let source else {
      return VariableError(message, origin: origin, notes: notes, hint: hint)
    }
    return VariableError(
      message, origin: .file(file, line: node.mark.line, column: node.mark.column),
      excerpt: isSecret ? nil : excerpt(of: source, at: node.mark), notes: notes, hint: hint)
  }

  private static func text(of node: YAMLNode) -> String? {
    guard case .scalar(let text, _) = node.kind else { return nil }
    return node.isNull ? "" : text
  }
}
