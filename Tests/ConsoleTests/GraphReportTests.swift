@testable import Console
import FoundationEssentials
import StepCache
import TaskGraph
import Testing

struct GraphReportTests {
  private struct Decoded: Decodable {
    struct Vertex: Decodable {
      let id, name, kind: String
      let leaves, state: String?
      let targets: [String]
    }
    struct Edge: Decodable, Equatable { let from, to, kind, name: String }
    let works: [Vertex]
    let edges: [Edge]
  }

  private let targets = [Recording.target, Recording.other]

  private func drawing(_ targets: [Target], plan: Plan? = nil) -> GraphReport {
    GraphReport(Recording.graph(targets), plan: plan ?? Plans.changedVersion(targets))
  }

  private func decoded(_ report: GraphReport) throws -> Decoded {
    try JSONDecoder().decode(Decoded.self, from: Data(json(report).utf8))
  }

  @Test func `what targets share is drawn once, and what each has for itself is named for it`() throws {
    let works = try decoded(drawing(targets)).works
    #expect(Set(works.map(\.id)).count == works.count)
    #expect(works.filter { $0.name == "kubernetes" }.map(\.id) == ["kubernetes"])
    #expect(works.filter { $0.name == "disk" }.map(\.id) == ["disk@qemu-debian-12", "disk@azure-debian-12"])
    #expect(works.first { $0.id == "base" }?.targets == ["build-qemu-debian-12", "build-azure-debian-12"])
  }

  @Test func `a phase that is alone of its name has the plain one`() throws {
    #expect(try decoded(drawing([Recording.target])).works.map(\.id).contains("disk"))
  }

  @Test func `every work has its state, and images have none`() throws {
    let works = try decoded(drawing([Recording.target])).works
    let states = Dictionary(works.map { ($0.id, $0.state) }) { first, _ in first }
    #expect(states["base"] == "hit" && states["kubernetes"] == "miss" && states["disk"] == "follows")
    #expect(states["build-qemu-debian-12"] == .some(nil))
    #expect(works.filter { $0.kind == "download" }.map(\.id) == Recording.downloads)
  }

  @Test func `what only reused phases take in is not needed`() throws {
    let graph = Recording.graph()
    let complete = Plans.complete()
    let plan = Plan(items: complete.items.filter { $0.work.role == .phase }, pipelines: complete.pipelines)
    let works = try decoded(GraphReport(graph, plan: plan)).works
    #expect(works.filter { $0.state == "unneeded" }.map(\.id) == Recording.downloads)
  }

  @Test func `edges tell inputs, supplies and gates apart`() throws {
    let edges = try decoded(drawing([Recording.target])).edges
    #expect(edges.contains(.init(from: "base", to: "containerd", kind: "input", name: "layer")))
    #expect(edges.contains(.init(from: "kubelet", to: "kubernetes", kind: "supply", name: "kubelet")))
    #expect(edges.contains(.init(from: "boot", to: "build-qemu-debian-12", kind: "gate", name: "boot")))
    #expect(edges.contains(.init(from: "package", to: "build-qemu-debian-12", kind: "input", name: "package")))
    #expect(!edges.contains { $0.from == "base" && $0.to == "build-qemu-debian-12" })
  }

  @Test func `both languages have every vertex and every edge`() throws {
    let report = drawing(targets)
    let dot = report.dot.split(separator: "\n")
    let mermaid = report.mermaid.split(separator: "\n")
    #expect(dot.count { $0.contains("fillcolor=") } == report.vertices.count)
    #expect(dot.count { $0.contains(" -> ") } == report.edges.count)
    #expect(mermaid.count { $0.contains(":::") } == report.vertices.count)
    #expect(mermaid.count { $0.contains("->") || $0.contains("==>") } == report.edges.count)
  }

  @Test func `names with quotes and backslashes do not break a drawing`() {
    var graph = Graph()
    let work = graph.add(Work(name: #"a"b\c"#, role: .phase, result: .layer, fields: [], inputs: []))
    graph.add(Pipeline(target: Recording.target, phases: [.init("odd", work: work)], gates: []))
    let report = GraphReport(graph, plan: Plan(items: [], pipelines: graph.pipelines))
    #expect(report.dot.contains(#"  "a\"b\\c" [label="a\"b\\c","#))
    #expect(report.mermaid.contains(#"n0["a#quot;b\c"]"#))
  }
}
