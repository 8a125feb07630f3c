import YAML

/// What a layer wrote, with its templates rendered.
enum RenderedBody: Hashable, Sendable {
  case text(String)
  case list([String])
  case map([String: String])
  case records([[String: String]])

  /// Every text of it.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let items): items
    case .map(let entries): Array(entries.values)
    case .records(let records): records.flatMap(\.values)
    }
  }
}

extension VariableType {
  /// The value that something written means for this type; nil when it is none.
  func convert(_ body: RenderedBody) -> Value? {
    switch (self, body) {
    case (.list(_, of: let words), .list(let items)): list(items, of: words)
    case (.map, .map(let entries)): .map(entries)
    case (.records, .list(let items)) where items.isEmpty: .records([])
    case (.records(let required, let optional), .records(let records)):
      records.allSatisfy { isRecord($0, required, optional) } ? .records(records) : nil
    case (_, .text(let text)): convert(text)
    default: nil
    }
  }

  private func convert(_ text: String) -> Value? {
    let bare = String(text.trimmedSpace)
    return switch self {
    case .string: .string(text)
    case .boolean: truth(of: bare).map { .boolean($0) }
    case .integer: Int(bare).map { .integer($0) }
    case .bytes(let unit): ByteUnit.count(in: bare, bare: unit).map { .bytes($0) }
    case .duration: TimeSpan.seconds(in: bare).map { .duration($0) }
    case .list(let separator, of: let words): list(separator.items(of: text), of: words)
    case .map: jsonMap(bare).map { .map($0) }
    case .records(let required, let optional):
      jsonRecords(bare).flatMap { records in
        records.allSatisfy { isRecord($0, required, optional) } ? .records(records) : nil
      }
    case .choice(let words): words.contains(bare) ? .string(bare) : nil
    case .version(let leadingV): isVersion(bare, leadingV: leadingV) ? .string(bare) : nil
    case .series: isSeries(bare) ? .string(bare) : nil
    case .url: isAddress(bare) ? .string(bare) : nil
    }
  }

  private func list(_ items: [String], of words: [String]) -> Value? {
    words.isEmpty || items.allSatisfy(words.contains) ? .list(items) : nil
  }

  /// What to write instead of a text that is nearly right.
  func suggestion(for text: String) -> String? {
    switch self {
    case .choice(let words): nearest(to: text, among: words, within: 2)
    case .version(leadingV: true): isVersion("v" + text, leadingV: true) ? "v" + text : nil
    case .version(leadingV: false):
      text.hasPrefix("v") && isVersion(String(text.dropFirst()), leadingV: false) ? String(text.dropFirst()) : nil
    case .series:
      [text, "v" + text].map { TemplateFilter.series.apply(to: $0) }.first { $0 != text && isSeries($0) }
    default: nil
    }
  }
}

private func truth(of text: String) -> Bool? {
  switch text.lowercased() {
  case "true", "yes", "on", "1": true
  case "false", "no", "off", "0", "": false
  default: nil
  }
}

private func isNumber(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
}

private func isVersion(_ text: String, leadingV: Bool) -> Bool {
  var rest = text[...]
  if leadingV {
    guard rest.first == "v" else { return false }
    rest = rest.dropFirst()
  }
  let extra = rest.firstIndex { $0 == "-" || $0 == "+" } ?? rest.endIndex
  let numbers = rest[..<extra].split(separator: ".", omittingEmptySubsequences: false)
  let tail = rest[extra...].dropFirst()
  let isTailFine = tail.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-+".contains($0)) }
  return numbers.count == 3 && numbers.allSatisfy(isNumber) && isTailFine && (extra == rest.endIndex || !tail.isEmpty)
}

private func isSeries(_ text: String) -> Bool {
  guard text.first == "v" else { return false }
  let numbers = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
  return numbers.count == 2 && numbers.allSatisfy(isNumber)
}

private func isAddress(_ text: String) -> Bool {
  text.isEmpty
    || ["http://", "https://", "file://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
      && !text.contains(where: \.isWhitespace)
}

private func jsonMap(_ text: String) -> [String: String]? {
  if text.isEmpty { return [:] }
  guard let node = try? parseYAML(text, as: .json) else { return nil }
  return map(of: node)
}

private func jsonRecords(_ text: String) -> [[String: String]]? {
  if text.isEmpty { return [] }
  guard case .sequence(let items)? = (try? parseYAML(text, as: .json))?.kind else { return nil }
  let records = items.compactMap { map(of: $0) }
  return records.count == items.count ? records : nil
}

private func isRecord(_ record: [String: String], _ required: [String], _ optional: [String]) -> Bool {
  required.allSatisfy { !(record[$0] ?? "").isEmpty } && record.keys.allSatisfy { (required + optional).contains($0) }
}

/// The texts of a mapping by name; nil where it is none, or holds more than texts.
func map(of node: YAMLNode) -> [String: String]? {
  guard case .mapping(let entries) = node.kind else { return nil }
  var map: [String: String] = [:]
  for entry in entries {
    guard case .scalar(let value, _) = entry.value.kind else { return nil }
    map[entry.key] = entry.value.isNull ? "" : value
  }
  return map
}
