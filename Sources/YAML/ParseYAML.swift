/// Reads one document; nil when a YAML text holds none.
///
/// Throws for malformed text, a name given twice in a mapping, several documents, and anchors that lead back to themselves.
public func parseYAML(_ text: String, as dialect: YAMLDialect = .yaml) throws(YAMLError) -> YAMLNode? {
  switch dialect {
  case .json:
    var reader = JSONReader(text)
    return try reader.readDocument()
  case .yaml:
    // What is JSON means the same under any file name, also where libyaml differs: surrogate pairs, tabs.
    if let first = text.utf8.first(where: { !isSpace($0) }), first == UInt8(ascii: "{") {
      var reader = JSONReader(text)
      if let document = try? reader.readDocument() { return document }
    }
    return try readYAML(text)
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
}
