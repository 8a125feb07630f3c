import Digests
import TaskGraph
import Testing

@Suite struct `A graph` {
  private func work(_ name: String, _ version: String = "1", after inputs: [Work.ID] = []) -> Work {
    Work(
      name: name, role: .phase, result: .layer, fields: [KeyField(.variable, "version", version)],
      inputs: inputs.map { Work.Input("layer", from: $0) })
  }

  @Test func `keeps equal works of two targets once`() {
    var graph = Graph()
    let first = graph.add(work("base"))
    let second = graph.add(work("base"))
    #expect(first == second)
    #expect(graph.works.count == 1)
  }

  @Test func `keeps works apart that differ in a value or in what they take in`() {
    var graph = Graph()
    let one = graph.add(work("base"))
    let other = graph.add(work("base", "2"))
    graph.add(work("node", after: [one]))
    graph.add(work("node", after: [other]))
    #expect(graph.works.count == 4)
  }

  @Test func `tells which targets share a work`() {
    var graph = Graph()
    let base = graph.add(work("base"))
    let qemu = graph.add(work("package", "qcow2", after: [base]))
    let raw = graph.add(work("package", "raw", after: [base]))
    for (provider, package) in [("qemu", qemu), ("raw", raw)] {
      graph.add(
        Pipeline(
          target: Target(provider: provider, system: "debian-12"),
          phases: [Pipeline.Phase("base", work: base), Pipeline.Phase("package", work: package)], gates: []))
    }
    #expect(graph.targetsByWork()[base]?.map(\.name) == ["qemu-debian-12", "raw-debian-12"])
    #expect(graph.targetsByWork()[raw]?.map(\.name) == ["raw-debian-12"])
  }

  @Test func `chains keys by the content that is taken in, not by how it was made`() {
    var graph = Graph()
    let one = graph.add(work("base"))
    let other = graph.add(work("base", "2"))
    let content = CacheKey(fields: []).hash
    let afterOne = work("node", after: [one]).key(inputs: [content])
    let afterOther = work("node", after: [other]).key(inputs: [content])
    #expect(afterOne == afterOther)
  }
}
