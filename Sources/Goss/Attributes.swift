import YAML

/// The attributes of one resource: each is taken by who knows it, and what nobody takes is an error.
struct Attributes {
  /// What kind of resource it is.
  let kind: String
  /// Its name.
  let name: String
  /// The file, as a person names it.
  let file: String
  /// The line of its name, from 1.
  let line: Int
  private let entries: [YAMLEntry]
  private var known: [String] = []

  /// The attributes of an entry among the resources of a kind.
  init(kind: String, _ entry: YAMLEntry, file: String) throws(SpecificationError) {
    self.kind = kind
    self.name = entry.key
    self.file = file
    self.line = entry.mark.line
    guard case .mapping(let entries) = entry.value.kind else {
      guard entry.value.isNull else {
        throw SpecificationError("attributes should stand below `\(entry.key)`", in: file, line: entry.mark.line)
      }
      self.entries = []
      return
    }
    self.entries = entries
  }

  /// What every resource may have: a title, notes that mean nothing here, and whether it is left out.
  mutating func takeShared() throws(SpecificationError) -> (prefix: String, isSkipped: Bool) {
    _ = take("meta")
    let title = try text("title")
    return (title.map { "\($0): " } ?? "", try boolean("skip") ?? false)
  }

  /// A truth value.
  mutating func boolean(_ attribute: String) throws(SpecificationError) -> Bool? {
    guard let node = take(attribute) else { return nil }
    switch node.kind {
    case .scalar("true", _): return true
    case .scalar("false", _): return false
    default: throw error("`\(attribute)` must be true or false", at: node)
    }
  }

  /// A truth value that has to be there.
  mutating func requiredBoolean(_ attribute: String) throws(SpecificationError) -> Bool {
    guard let value = try boolean(attribute) else { throw missing(attribute) }
    return value
  }

  /// A text or number.
  mutating func text(_ attribute: String) throws(SpecificationError) -> String? {
    guard let node = take(attribute) else { return nil }
    return try text(of: node, attribute)
  }

  /// A whole number that is not negative.
  mutating func number(_ attribute: String) throws(SpecificationError) -> Int? {
    guard let node = take(attribute) else { return nil }
    guard let number = Int(try text(of: node, attribute)), number >= 0 else {
      throw error("`\(attribute)` must be a number", at: node)
    }
    return number
  }

  /// Texts; nothing for an empty list and for none.
  mutating func texts(_ attribute: String) throws(SpecificationError) -> [String] {
    guard let node = take(attribute), !node.isNull else { return [] }
    guard case .sequence(let items) = node.kind else { throw error("`\(attribute)` must be a list", at: node) }
    var texts: [String] = []
    for item in items { texts.append(try text(of: item, attribute)) }
    return texts
  }

  /// Whether the notes of a resource have this one.
  mutating func note(_ name: String) throws(SpecificationError) -> Bool {
    guard let node = take("meta"), case .mapping(let notes) = node.kind else { return false }
    guard let note = notes.first(where: { $0.key == name }) else { return false }
    guard case .scalar(let text, _) = note.value.kind, text == "true" || text == "false" else {
      throw error("the note `\(name)` must be true or false", at: note.value)
    }
    return text == "true"
  }

  /// Throws where there is an attribute that nobody took.
  func finish() throws(SpecificationError) {
    guard let other = entries.first(where: { !known.contains($0.key) }) else { return }
    throw SpecificationError(
      "a \(kind) has no attribute `\(other.key)` that is known here", in: file, line: other.mark.line,
      hint: "it has \(Set(known).sorted().joined(separator: ", "))")
  }

  /// An error about the resource as a whole.
  func error(_ message: String) -> SpecificationError { SpecificationError(message, in: file, line: line) }

  /// An attribute that has to be there is not.
  func missing(_ attribute: String) -> SpecificationError { error("`\(name)` says nothing of `\(attribute)`") }

  private mutating func take(_ attribute: String) -> YAMLNode? {
    known.append(attribute)
    return entries.first { $0.key == attribute }?.value
  }

  private func text(of node: YAMLNode, _ attribute: String) throws(SpecificationError) -> String {
    guard case .scalar(let text, _) = node.kind else {
      throw error("`\(attribute)` must be a text: matchers are not known here", at: node)
    }
    return text
  }

  private func error(_ message: String, at node: YAMLNode) -> SpecificationError {
    SpecificationError(message, in: file, line: node.mark.line)
  }
}
