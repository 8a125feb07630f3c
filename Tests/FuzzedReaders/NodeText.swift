@testable import Variables
import YAML

/// A document as JSON, whose texts are all between quotes.
func jsonText(of node: YAMLNode) -> String {
  switch node.kind {
  case .scalar(let text, _): quoted(text)
  case .sequence(let items): "[" + items.map(jsonText).joined(separator: ", ") + "]"
  case .mapping(let entries):
    "{" + entries.map { "\(quoted($0.key)): \(jsonText(of: $0.value))" }.joined(separator: ", ") + "}"
  }
}

/// Whether two documents say the same, byte for byte, wherever it stands and however it is quoted.
func isSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
  switch (left.kind, right.kind) {
  case (.scalar(let left, _), .scalar(let right, _)): isSame(left, right)
  case (.sequence(let left), .sequence(let right)):
    left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
  case (.mapping(let left), .mapping(let right)):
    left.count == right.count && zip(left, right).allSatisfy { isSame($0.key, $1.key) && isSame($0.value, $1.value) }
  default: false
  }
}

/// Whether two texts have the same bytes; `==` takes a letter with an accent and an accented letter for the same.
func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// How many lists and mappings stand inside one another.
func depth(of node: YAMLNode) -> Int {
  switch node.kind {
  case .scalar: 0
  case .sequence(let items): 1 + (items.map(depth).max() ?? 0)
  case .mapping(let entries): 1 + (entries.map { depth(of: $0.value) }.max() ?? 0)
  }
}
