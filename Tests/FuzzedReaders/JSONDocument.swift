import FoundationEssentials
import YAML

/// Any JSON, as Foundation decodes it.
indirect enum JSONDocument: Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONDocument])
  case mapping([String: JSONDocument])

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      var mapping: [String: JSONDocument] = [:]
      for key in container.allKeys { mapping[key.stringValue] = try container.decode(JSONDocument.self, forKey: key) }
      self = .mapping(mapping)
    } else if var container = try? decoder.unkeyedContainer() {
      var list: [JSONDocument] = []
      while !container.isAtEnd { list.append(try container.decode(JSONDocument.self)) }
      self = .list(list)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .boolean(value)
      } else if let value = try? container.decode(String.self) {
        self = .text(value)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  /// Whether a document of ours says the same.
  func isSame(as node: YAMLNode) -> Bool {
    switch (self, node.kind) {
    case (.null, .scalar("null", isPlain: true)): true
    case (.boolean(let value), .scalar(let text, isPlain: true)): text == (value ? "true" : "false")
    case (.number(let value), .scalar(let text, isPlain: true)): Double(text) == value
    case (.text(let left), .scalar(let right, isPlain: false)): FuzzedReaders.isSame(left, right)
    case (.list(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count && right.allSatisfy { entry in left[entry.key]?.isSame(as: entry.value) ?? false }
    default: false
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
