extension GraphReport {
  /// The drawing in the language of Mermaid.
  public var mermaid: String {
    // Names may have characters that an identifier must not.
    let numbers = Dictionary(vertices.enumerated().map { ($1.id, "n\($0)") }) { first, _ in first }
    let shapes = vertices.map { vertex in
      "  \(numbers[vertex.id] ?? "")\(shape(vertex)):::\(GraphColor(vertex).rawValue)"
    }
    let arrows = edges.map { "  \(numbers[$0.from] ?? "") \(arrow($0)) \(numbers[$0.to] ?? "")" }
    let colors = GraphColor.allCases.map { "  classDef \($0.rawValue) fill:\($0.fill),stroke:#555555,color:#000000" }
    return (["flowchart LR"] + shapes + arrows + colors).joined(separator: "\n")
  }

  private func shape(_ vertex: GraphVertex) -> String {
    let text = vertex.lines.map { $0.replacing("\"", with: "#quot;") }.joined(separator: "<br/>")
    return switch vertex.kind {
    case .phase: "[\"\(text)\"]"
    case .supply, .download: "([\"\(text)\"])"
    case .image: "[[\"\(text)\"]]"
    }
  }

  private func arrow(_ edge: GraphEdge) -> String {
    switch edge.kind {
    case .input: "-->|\"\(edge.name)\"|"
    case .supply: "-.->"
    case .gate: "==>|\"gate\"|"
    }
  }
}
