extension GraphReport {
  /// The drawing in the language of Graphviz.
  public var dot: String {
    let shapes = vertices.map { "  \(quoted($0.id)) [\(attributes($0))];" }
    let arrows = edges.map { "  \(quoted($0.from)) -> \(quoted($0.to)) [\(attributes($0))];" }
    let head = ["digraph \"image-builder\" {", "  rankdir=LR;", "  node [fontname=\"sans-serif\", style=filled];"]
    return (head + shapes + arrows + ["}"]).joined(separator: "\n")
  }

  private func attributes(_ vertex: GraphVertex) -> String {
    let shape =
      switch vertex.kind {
      case .phase: "box"
      case .supply: "ellipse"
      case .download: "note"
      case .image: "folder"
      }
    let label = vertex.lines.map(escaped).joined(separator: "\\n")
    return "label=\"\(label)\", shape=\(shape), fillcolor=\"\(GraphColor(vertex).fill)\""
  }

  private func attributes(_ edge: GraphEdge) -> String {
    switch edge.kind {
    case .input: "label=\(quoted(edge.name))"
    case .supply: "style=dotted"
    case .gate: "label=\"gate\", style=dashed"
    }
  }

  private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
