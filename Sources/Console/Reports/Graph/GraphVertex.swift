import TaskGraph

/// A vertex of a drawing: a work, or the image that comes out at the end.
struct GraphVertex: Encodable, Sendable {
  /// What a vertex stands for.
  enum Kind: String, Encodable, Sendable {
    case phase, supply, download, image
  }

  enum Key: String, CodingKey { case id, name, kind, leaves, state, targets }

  /// Its name, with a target where several works have that name.
  let id: String
  /// The phase's or supply's name; of an image, its goal.
  let name: String
  /// What it stands for.
  let kind: Kind
  /// What it leaves, of a work.
  let leaves: ResultKind?
  /// What is known of it; nil for what no build needs now, and for images.
  let state: Plan.State?
  /// The targets that it is made for.
  let targets: [Target]

  /// `hit`, `miss`, `follows`, or `unneeded`: only what is reused takes it in; nil for an image.
  var stateWord: String? { kind == .image ? nil : GraphColor(self).rawValue }

  /// What a person reads in the drawing, a line an element.
  var lines: [String] {
    guard let state else { return [id] }
    return switch state {
    case .hit: [id, "reuse"]
    case .miss: [id, kind == .download ? "fetch" : "build"]
    case .follows: [id, "follow"]
    }
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(id, forKey: .id)
    try record.encode(name, forKey: .name)
    try record.encode(kind, forKey: .kind)
    try record.encodeIfPresent(leaves, forKey: .leaves)
    try record.encodeIfPresent(stateWord, forKey: .state)
    try record.encode(targets.map(\.goal), forKey: .targets)
  }
}
