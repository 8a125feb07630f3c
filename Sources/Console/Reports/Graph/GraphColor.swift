import TaskGraph

/// The colour of a vertex, which says its state; black text is legible on each.
enum GraphColor: String, CaseIterable {
  case hit, miss, follows, unneeded, image

  /// The colour of a vertex.
  init(_ vertex: GraphVertex) {
    guard let state = vertex.state else {
      self = vertex.kind == .image ? .image : .unneeded
      return
    }
    switch state {
    case .hit: self = .hit
    case .miss: self = .miss
    case .follows: self = .follows
    }
  }

  /// In hexadecimal, as both languages know it.
  var fill: String {
    switch self {
    case .hit: "#c8e6c9"
    case .miss: "#ffccbc"
    case .follows: "#fff9c4"
    case .unneeded: "#eeeeee"
    case .image: "#bbdefb"
    }
  }
}
