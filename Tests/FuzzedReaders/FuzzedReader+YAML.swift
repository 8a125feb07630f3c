import FoundationEssentials

@testable import Variables
@testable import YAML

extension FuzzedReader {
  /// YAML: what is read can be written as JSON, and is the same when that is read as JSON and by libyaml.
  static let yaml = FuzzedReader(
    "yaml",
    ofText: { text in
      guard let node = try reading(text, as: .yaml) else { return }
      let written = jsonText(of: node)
      let again = try parseYAML(written, as: .json)
      try promise(again.map { isSame($0, node) } ?? false, "it is another one when written as JSON: \(written)")
      try compareWithLibYAML(written, node)
    })

  /// JSON: libyaml and Foundation read the same.
  static let json = FuzzedReader(
    "json",
    ofText: { text in
      let node = try reading(text, as: .json)
      // Foundation guesses at UTF-16 and UTF-32 where there are zeros.
      if !text.utf8.contains(0) { try compareWithFoundation(text, node) }
      guard let node else { return }
      try compareWithLibYAML(text, node)
      let written = jsonText(of: node)
      try promise(
        parseYAML(written, as: .json).map { isSame($0, node) } ?? false, "it is another one when written again")
    })
}

/// Reads a text; nil where it is refused. Either way what stands where must be inside the text.
private func reading(_ text: String, as dialect: YAMLDialect) throws -> YAMLNode? {
  let lines = TextLines(text)
  do {
    guard let node = try parseYAML(text, as: dialect) else { return nil }
    try promise(depth(of: node) <= 100, "it is nested \(depth(of: node)) deep")
    try check(node, lines)
    return node
  } catch let error as YAMLError {
    try promise(lines.contains(error.mark), "an error is at \(error)")
    return nil
  }
}

private func check(_ node: YAMLNode, _ lines: TextLines) throws {
  try promise(lines.contains(node.mark), "a value is at \(node.mark)")
  switch node.kind {
  case .scalar: break
  case .sequence(let items): for item in items { try check(item, lines) }
  case .mapping(let entries):
    try promise(Set(entries.map(\.key)).count == entries.count, "a name is there twice")
    for entry in entries {
      try promise(lines.contains(entry.mark), "a name is at \(entry.mark)")
      try check(entry.value, lines)
    }
  }
}

/// libyaml refuses some JSON; what it takes, it must take for the same.
private func compareWithLibYAML(_ text: String, _ node: YAMLNode) throws {
  // It folds these into spaces, also between quotes.
  if text.unicodeScalars.contains(where: { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) }) { return }
  guard let other = try? readYAML(text) else { return }
  try promise(isSame(other, node), "libyaml reads something else: \(jsonText(of: other))")
}

private func compareWithFoundation(_ text: String, _ node: YAMLNode?) throws {
  let document: JSONDocument
  do {
    document = try JSONDecoder().decode(JSONDocument.self, from: Data(text.utf8))
  } catch {
    guard let node else { return }
    // It has its own idea of numbers (`-0.0e+3` is none), and of what may follow a byte order mark.
    try promise(hasOddNumber(node) || text.utf8.starts(with: [0xEF, 0xBB, 0xBF]), "Foundation refuses it: \(error)")
    return
  }
  guard let node else { return }
  try promise(document.isSame(as: node), "Foundation reads something else: \(document)")
}

private func hasOddNumber(_ node: YAMLNode) -> Bool {
  switch node.kind {
  case .scalar(let text, let isPlain):
    isPlain && Double(text) != nil && (text.utf8.count > 15 || text.lowercased().contains("e"))
  case .sequence(let items): items.contains(where: hasOddNumber)
  case .mapping(let entries): entries.contains { hasOddNumber($0.value) }
  }
}
