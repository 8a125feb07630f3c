import Digests
import Engine
import Glibc
import TaskGraph

/// Brings about 10,000 works whose results are all there, in memory: 1,000 pipelines of ten phases.
///
/// What it takes is what the engine itself costs: making the graph, its keys, and the order of works. `hack/bench` sets
/// it beside a program of the same kind, whose file says as much of each edge. Ends with 1 where not every work was
/// reused.
@main
enum SchedulerBenchmark {
  private static let pipelines = 1000
  private static let phases = 10

  static func main() async {
    let graph = makeGraph()
    let count = await reuse(graph)
    // As long as the process: to take it apart is of no use to anyone.
    withExtendedLifetime(graph) { exit(count == pipelines * phases ? 0 : 1) }
  }

  /// How many works have a result in the end.
  private nonisolated static func reuse(_ graph: Graph) async -> Int {
    let scope = Selection().scope(in: graph)
    let works = graph.works.filter { scope.needed.contains($0.id) }
    let scheduler = Scheduler<ContentDigest>(
      jobs: 4, keepGoing: false,
      // The result of a work is as if it were its key.
      reuse: { work, inputs in work.key(inputs: inputs).hash },
      run: { _, _ in .lost(.failed) },
      giveUp: { _, _ in })
    return await scheduler.bringAbout(works).results.count
  }

  private nonisolated static func makeGraph() -> Graph {
    var graph = Graph()
    for number in 0..<pipelines {
      var placed: [Pipeline.Phase] = []
      for phase in 0..<phases {
        let name = "phase-\(phase)"
        let fields = [KeyField(.parameter, "command", ": > p\(number)-\(phase)")]
        let inputs = placed.last.map { [Work.Input("layer", from: $0.work)] } ?? []
        let work = Work(name: name, role: .phase, result: .layer, fields: fields, inputs: inputs)
        placed.append(Pipeline.Phase(PhaseName(rawValue: name), work: graph.add(work)))
      }
      graph.add(Pipeline(target: Target(provider: "provider-\(number)", system: "system"), phases: placed, gates: []))
    }
    return graph
  }
}
