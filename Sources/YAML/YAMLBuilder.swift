/// Makes nodes of a stream of events.
struct YAMLBuilder {
  /// A list or mapping whose end has not come yet.
  private struct Open {
    var isMapping: Bool
    var anchor: String?
    var mark: YAMLMark
    var items: [YAMLNode] = []
    var entries: [YAMLEntry] = []
    var names: Set<String> = []
    var name: (text: String, mark: YAMLMark)?
    var size = 1
    /// How many lists and mappings stand inside one another in what has been read of it.
    var depth = 1
  }

  /// Nothing that a person writes is nested deeper, and a deeper value could not be released without a deep stack.
  static let greatestDepth = 100
  /// Aliases multiply; what they spell out must stay something that can be walked.
  static let greatestSize = 200_000

  /// The document's value, once it is complete.
  private(set) var root: YAMLNode?
  private var stack: [Open] = []
  private var anchors: [String: (node: YAMLNode, size: Int, depth: Int)] = [:]

  /// Takes in a complete value.
  mutating func add(_ node: YAMLNode, anchor: String?) throws(YAMLError) {
    if let anchor { anchors[anchor] = (node, size: 1, depth: 0) }
    try place(node, size: 1, depth: 0)
  }

  /// Takes in what an anchor names.
  mutating func addAlias(_ anchor: String, at mark: YAMLMark) throws(YAMLError) {
    if stack.contains(where: { $0.anchor == anchor }) {
      throw YAMLError("`*\(anchor)` stands inside the value that `&\(anchor)` names", at: mark)
    }
    guard let named = anchors[anchor] else { throw YAMLError("nothing before this is named `&\(anchor)`", at: mark) }
    guard stack.count + named.depth <= Self.greatestDepth else { throw YAMLError.tooDeep(at: mark) }
    try place(YAMLNode(named.node.kind, at: mark), size: named.size, depth: named.depth)
  }

  /// Begins a list or mapping.
  mutating func open(isMapping: Bool, anchor: String?, at mark: YAMLMark) throws(YAMLError) {
    guard stack.count < Self.greatestDepth else { throw YAMLError.tooDeep(at: mark) }
    stack.append(Open(isMapping: isMapping, anchor: anchor, mark: mark))
  }

  /// Ends the innermost list or mapping.
  mutating func close() throws(YAMLError) {
    guard let done = stack.popLast() else { return }
    let node = YAMLNode(done.isMapping ? .mapping(done.entries) : .sequence(done.items), at: done.mark)
    if let anchor = done.anchor { anchors[anchor] = (node, size: done.size, depth: done.depth) }
    try place(node, size: done.size, depth: done.depth)
  }

  private mutating func place(_ node: YAMLNode, size nodes: Int, depth: Int) throws(YAMLError) {
    guard let last = stack.indices.last else {
      root = node
      return
    }
    stack[last].size += nodes
    stack[last].depth = max(stack[last].depth, depth + 1)
    if stack[last].size > Self.greatestSize {
      throw YAMLError("aliases make this larger than \(Self.greatestSize) values", at: node.mark)
    }
    guard stack[last].isMapping else {
      stack[last].items.append(node)
      return
    }
    if let name = stack[last].name {
      stack[last].entries.append(YAMLEntry(key: name.text, mark: name.mark, value: node))
      stack[last].name = nil
    } else {
      guard case .scalar(let text, _) = node.kind else { throw YAMLError("a name must be text", at: node.mark) }
      guard stack[last].names.insert(text).inserted else { throw YAMLError.twice(text, at: node.mark) }
      stack[last].name = (text, node.mark)
    }
  }
}

extension YAMLError {
  /// More lists and mappings inside one another than anybody writes.
  static func tooDeep(at mark: YAMLMark) -> YAMLError {
    YAMLError("this is nested deeper than \(YAMLBuilder.greatestDepth) levels", at: mark)
  }

  /// A name that its mapping already has.
  static func twice(_ name: String, at mark: YAMLMark) -> YAMLError {
    YAMLError("`\(name)` is given twice in the same place", at: mark)
  }
}
