import YAML

@testable import Variables

extension FuzzedReader {
  /// A variable file: an error names a place in the file, and shows the line unless that sounds like a secret.
  static let variableFile = FuzzedReader("variable-file") { bytes in
    for name in ["a.yaml", "a.json"] {
      do throws(VariableError) {
        _ = try VariableFile(parsing: bytes, name: name)
      } catch {
        try check(error)
      }
    }
  }

  /// The schema: what it declares can be typed and converted to.
  static let schema = FuzzedReader(
    "schema",
    ofText: { text in
      guard let file = try? VariableFile(parsing: Array(text.utf8), name: "schema.yaml") else { return }
      do {
        let schema = try SchemaReader.read([file])
        for (name, declaration) in schema.declarations {
          try promise(name.isWellFormed, "`\(name)` is declared")
          try promise(declaration.secrecy == nil || declaration.type == .string, "the secret `\(name)` is no text")
          _ = declaration.type.convert(.text(text))
          try promise(!declaration.type.demand.isEmpty, "`\(name)` demands nothing")
        }
      } catch let errors as VariableErrors {
        try promise(!errors.errors.isEmpty, "it fails without an error")
        for error in errors.errors { try check(error) }
      }
    })

  /// A file over a lower layer: no secret of that layer gets out, and what is refused is told.
  static let resolution = FuzzedReader(
    "resolution",
    ofText: { text in
      guard let file = try? VariableFile(parsing: Array(text.utf8), name: "a.yaml") else { return }
      let settings = TestVariables.settings + TestVariables.settings(in: file)
      let names = NameCheck(checking: settings, schema: TestVariables.schema, isStrict: false)
      var resolver = Resolver(
        schema: TestVariables.schema, settings: settings, environment: ["HOME": "/root"], isComplete: true)
      let variables = resolver.resolve()
      for error in names.errors + resolver.errors { try check(error) }
      var shown = (names.errors + resolver.errors).map(\.description) + names.notices.map(\.description)
      shown += variables.flatMap { variable in [variable.value.text] + variable.overrode.map(\.text) }
      try promise(!shown.contains { $0.contains(TestVariables.secret) }, "a secret is shown: \(shown)")
      let resolved = Set(variables.map(\.name))
      try promise(
        !resolver.errors.isEmpty
          || settings.allSatisfy { resolved.contains($0.name) || TestVariables.schema[$0.name] == nil },
        "a variable has neither a value nor an error")
    })

  /// A template: written again, it has the same parts.
  static let template = FuzzedReader(
    "template",
    ofText: { text in
      let parts: [Template.Part]
      do throws(Template.Malformed) {
        parts = try Template(parsing: text).parts
      } catch {
        try promise(!error.message.isEmpty, "it fails without a word")
        return
      }
      if !Template.isTemplate(text) { try promise(parts == (text.isEmpty ? [] : [.text(text)]), "a text is changed") }
      guard let written = templateText(of: parts) else { return }
      try promise(Template(parsing: written).parts == parts, "it is another one when written again: \(written)")
    })

  /// A value: its first byte chooses the type, and the value's own text means the same value again.
  static let values = FuzzedReader("values") { bytes in
    guard let first = bytes.first, let text = String(validating: bytes.dropFirst(), as: UTF8.self) else { return }
    let types = TestVariables.types
    let type = types[Int(first) % types.count]
    guard let value = type.convert(.text(text)) else {
      _ = type.suggestion(for: text)
      return
    }
    var again = value.text
    if case .list(let separator, _) = type, case .list(let items) = value {
      again = separator.text(of: items)
      // Quotes around the only item, as in `"a",`, are then quotes around the list.
      if let first = again.first, "\"'".contains(first) { return }
    }
    try promise(type.convert(.text(again)) == value, "`\(value)` is another value when written as `\(again)`")
  }

  /// A size in bytes: never negative, and the same when written again, whatever a bare number means.
  static let sizes = FuzzedReader(
    "sizes",
    ofText: { text in
      for bare in ByteUnit.allCases {
        guard let count = ByteUnit.count(in: text, bare: bare) else { continue }
        try promise(count >= 0, "`\(text)` is \(count) bytes")
        let written = ByteUnit.text(of: count)
        try promise(ByteUnit.count(in: written, bare: bare) == count, "\(count) bytes are written as `\(written)`")
      }
    })
}

private func check(_ error: VariableError) throws {
  try promise(!error.message.isEmpty, "an error says nothing")
  guard let excerpt = error.excerpt else { return }
  guard case .file(_, let line, _)? = error.origin else { throw BrokenPromise("an excerpt is of no file") }
  try promise(excerpt.line == line, "the error is at line \(line), the excerpt of line \(excerpt.line)")
  try promise(excerpt.text.count <= SourceExcerpt.greatestWidth + 6, "the excerpt has \(excerpt.text.count) characters")
  try promise(
    excerpt.column >= 1 && excerpt.column <= excerpt.text.count + 1,
    "the caret is at column \(excerpt.column) of `\(excerpt.text)`")
  try promise(
    !excerpt.text.contains(where: \.isNewline), "the excerpt has several lines: \(excerpt.text.debugDescription)")
}

/// Parts as a template; nil for those that can only be written in one of several ways.
private func templateText(of parts: [Template.Part]) -> String? {
  var text = ""
  for part in parts {
    switch part {
    case .text(let kept):
      if kept.contains("{") { return nil }
      text += kept
    case .variable(let name, let filters): text += expression("user", name.rawValue, filters) ?? "{{"
    case .environment(let name, let filters): text += expression("env", name, filters) ?? "{{"
    }
  }
  // Neighbours that are text become one.
  let joins = zip(parts, parts.dropFirst()).contains { left, right in
    if case .text = left, case .text = right { true } else { false }
  }
  return joins ? nil : text
}

private func expression(_ function: String, _ name: String, _ filters: [TemplateFilter]) -> String? {
  guard let quote = ["`", "'", "\""].first(where: { !name.unicodeScalars.contains($0.unicodeScalars.first ?? " ") })
  else { return nil }
  return "{{\(function) \(quote)\(name)\(quote)" + filters.map { " | \($0.rawValue)" }.joined() + "}}"
}
