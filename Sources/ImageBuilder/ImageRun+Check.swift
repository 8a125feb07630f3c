import Console
import Engine
import Inspection
import StepCache
import TaskGraph
import Tasks
import Variables

extension ImageRun {
  /// Builds the targets once more without the cache, and shows whether the same came out; throws `ExitCode` where not.
  ///
  /// What only proves an image is no part of it and is left out. What the cache lacks is built first, as ever.
  func check() async throws {
    let resolved = try await workspace.variables(of: targets)
    let gates = Set(targets.flatMap { Catalog.gates(of: $0) }).sorted { $0.rawValue < $1.rawValue }
    let assembly = try await workspace.assemble(resolved, remembering: true, without: gates)
    let selection = Selection()
    func plan(in store: Store) -> Plan { Planner(graph: assembly.graph, selection: selection, store: store).plan() }

    let kept = plan(in: workspace.store)
    try await checkMachine(for: kept, of: assembly)
    let first = try await build(assembly, kept, selection, resolved, in: workspace.store, delivering: false)
    guard first.summary.succeeded else { throw ExitCode(first.summary) }
    let same = try await withStoreBeside(workspace.store) { beside in
      let second = try await build(assembly, plan(in: beside), selection, resolved, in: beside, delivering: false)
      guard second.summary.succeeded else { throw ExitCode(second.summary) }
      var same = true
      for pipeline in assembly.graph.pipelines {
        let report = try await report(on: pipeline, of: assembly.graph, first, second, beside)
        workspace.output.show(report)
        same = same && report.isSame
      }
      try second.settle()
      return same
    }
    try first.settle()
    guard same else { throw ExitCode.failed }
  }

  /// Compares what two runs left for a target.
  private func report(
    on pipeline: Pipeline, of graph: Graph, _ first: Ended, _ second: Ended, _ beside: Store
  ) async throws -> ReproductionReport {
    let works = graph.works(neededBy: pipeline.phases.map(\.work)).compactMap { work -> ReproductionReport.Work? in
      // A supply of a phase that was reused was not looked at in the first run; its key tells where its result is.
      guard let new = second.results[work.id],
        let old = first.results[work.id] ?? workspace.store.record(of: new.key)
      else { return nil }
      let inputs = work.needs.compactMap { graph[$0.work]?.name }
      return .init(name: work.name, isSame: old.digest == new.digest, inputs: inputs)
    }
    let disks = pipeline.phases.compactMap { phase -> (old: Entry, new: Entry)? in
      guard let old = first.results[phase.work], let new = second.results[phase.work],
        old.kind == .artifacts, old.digest != new.digest
      else { return nil }
      return (old, new)
    }
    var difference: ImageDifference?
    if let disk = disks.first, let old = disk.old.artifacts.first, let new = disk.new.artifacts.first {
      difference = try await imageDifference(
        between: workspace.store.file(old, of: disk.old), and: beside.file(new, of: disk.new))?.difference
    }
    return ReproductionReport(pipeline.target, works: works, difference: difference)
  }
}
