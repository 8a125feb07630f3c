import YAML

/// Reads the files of a schema, gathering every error.
struct SchemaReader {
  private var file: VariableFile
  private var declarations: [VariableName: VariableDeclaration] = [:]
  private var retired: [VariableName: String] = [:]
  private var errors: [VariableError] = []
  /// What all variables of the file wait for.
  private var idleUntil: String?

  /// Reads all of a schema's files; throws when anything in them is wrong.
  static func read(_ files: [VariableFile]) throws(VariableErrors) -> Schema {
    guard let first = files.first else { return Schema(declarations: []) }
    var reader = SchemaReader(file: first)
    for file in files { reader.read(file) }
    if !reader.errors.isEmpty { throw VariableErrors(reader.errors) }
    return Schema(declarations: Array(reader.declarations.values), retired: reader.retired)
  }

  private init(file: VariableFile) {
    self.file = file
  }

  private mutating func read(_ file: VariableFile) {
    self.file = file
    idleUntil = file.entries.first { $0.key == "idle_until" }.map { text($0.value) }
    for entry in file.entries {
      switch entry.key {
      case "idle_until": continue
      case "variables": readVariables(entry.value)
      case "retired": readRetired(entry.value)
      default: fail("a schema has `variables`, `idle_until` and `retired`, not `\(entry.key)`", at: entry.mark)
      }
    }
  }

  private mutating func readVariables(_ node: YAMLNode) {
    for entry in mapping(node) ?? [] {
      guard let declaration = readDeclaration(entry) else { continue }
      if declarations.updateValue(declaration, forKey: declaration.name) != nil {
        fail("`\(declaration.name)` is declared a second time", at: entry.mark)
      }
    }
  }

  private mutating func readDeclaration(_ entry: YAMLEntry) -> VariableDeclaration? {
    guard let fields = mapping(entry.value) else { return nil }
    var texts: [String: String] = [:]
    var choices: [String] = []
    var fieldNames: [String: [String]] = [:]
    for field in fields {
      if field.key == "choices" {
        choices = words(field.value)
      } else if ["required", "optional"].contains(field.key) {
        fieldNames[field.key] = words(field.value)
      } else if ["type", "summary", "secret", "separator", "bare_unit", "leading_v"].contains(field.key) {
        texts[field.key] = text(field.value)
      } else {
        fail("a variable's declaration has no `\(field.key)`", at: field.mark)
      }
    }
    let name = VariableName(rawValue: entry.key)
    if !name.isWellFormed { fail("`\(name)` is not a variable's name", at: entry.mark) }
    guard let type = type(of: texts, choices: choices, fields: fieldNames) else {
      fail("`\(name)` needs a type", at: entry.mark)
      return nil
    }
    let secrecy = texts["secret"].flatMap { Secrecy(rawValue: $0) }
    if texts["secret"] != nil, secrecy == nil { fail("a secret is `content` or `credential`", at: entry.mark) }
    if secrecy != nil, type != .string { fail("the secret `\(name)` must be a string", at: entry.mark) }
    guard let summary = texts["summary"], !summary.isEmpty else {
      fail("`\(name)` needs a summary", at: entry.mark)
      return nil
    }
    return VariableDeclaration(name: name, type: type, summary: summary, secrecy: secrecy, idleUntil: idleUntil)
  }

  private func type(of texts: [String: String], choices: [String], fields: [String: [String]]) -> VariableType? {
    switch texts["type"] {
    case "string": .string
    case "boolean": .boolean
    case "integer": .integer
    case "bytes": texts["bare_unit"].flatMap { ByteUnit(rawValue: $0) }.map { .bytes(bare: $0) }
    case "list": texts["separator"].flatMap { ListSeparator(rawValue: $0) }.map { .list($0, of: choices) }
    case "duration": .duration
    case "map": .map
    case "records": .records(required: fields["required"] ?? [], optional: fields["optional"] ?? [])
    case "choice": choices.isEmpty ? nil : .choice(choices)
    case "version": .version(leadingV: texts["leading_v"] == "true")
    case "series": .series
    case "url": .url
    default: nil
    }
  }

  private mutating func readRetired(_ node: YAMLNode) {
    guard case .sequence(let groups) = node.kind else {
      fail("`retired` is a list of groups", at: node.mark)
      return
    }
    for group in groups {
      guard let fields = mapping(group) else { continue }
      guard let names = fields.first(where: { $0.key == "names" }),
        let because = fields.first(where: { $0.key == "because" })
      else {
        fail("a group has `names` and `because`", at: group.mark)
        continue
      }
      let sentence = text(because.value)
      for name in words(names.value) { retired[VariableName(rawValue: name)] = sentence }
    }
  }

  private mutating func mapping(_ node: YAMLNode) -> [YAMLEntry]? {
    if case .mapping(let entries) = node.kind { return entries }
    fail("names with values should stand here", at: node.mark)
    return nil
  }

  private mutating func text(_ node: YAMLNode) -> String {
    if case .scalar(let text, _) = node.kind { return text }
    fail("a text should stand here", at: node.mark)
    return ""
  }

  private mutating func words(_ node: YAMLNode) -> [String] {
    guard case .sequence(let items) = node.kind else {
      fail("a list should stand here", at: node.mark)
      return []
    }
    return items.map { text($0) }
  }

  private mutating func fail(_ message: String, at mark: YAMLMark) {
    errors.append(
      VariableError(
        message, origin: .file(file.name, line: mark.line, column: mark.column),
        excerpt: SourceExcerpt(line: mark.line, column: mark.column, of: file.source)))
  }
}
