import TaskGraph

/// One way in which two keys differ, as JSON has it: `change` is `changed`, `added` or `removed`.
struct DifferenceRecord: Encodable, Sendable {
  enum CodingKeys: String, CodingKey {
    case change, kind, name, from, to
    case fromOrigin = "from_origin"
    case toOrigin = "to_origin"
  }

  let change: String
  let kind: String
  let name: String
  let from: String?
  let to: String?
  let fromOrigin: String?
  let toOrigin: String?

  /// Describes a difference.
  init(_ difference: KeyDifference) {
    let (change, old, new): (String, KeyField?, KeyField?) =
      switch difference {
      case .changed(let old, let new): ("changed", old, new)
      case .added(let field): ("added", nil, field)
      case .removed(let field): ("removed", field, nil)
      }
    self.change = change
    self.kind = difference.field.kind.rawValue
    self.name = difference.field.name
    self.from = old?.value
    self.to = new?.value
    self.fromOrigin = old?.origin
    self.toOrigin = new?.origin
  }
}
