import StepCache
import TaskGraph

extension Build {
  /// Remembers this build for each of its targets, however it ended; that this fails stops nothing.
  func remember(_ report: Scheduler<Made>.Report, undelivered: [Target: Outcome], started: Int64, seconds: Double) async
  {
    for pipeline in assembly.graph.pipelines {
      // All works, also those that were not asked for: what they read is compared from build to build.
      let works = assembly.graph.works.filter { planner.targets(of: $0).contains(pipeline.target) }.map { work in
        let made = report.results[work.id]
        let outcome = made?.outcome ?? report.lost[work.id]
        return (work: work, outcome: outcome, seconds: outcome == .built ? made?.entry.seconds ?? 0 : 0)
      }
      let build = PastBuild(
        run: stage.run, started: started, seconds: seconds,
        outcome: Self.outcome(of: works.compactMap(\.outcome) + [undelivered[pipeline.target]].compactMap { $0 }),
        asked: options.selection.words, works: works)
      do {
        // In a task of its own, as a cancelled one could not wait for the lock.
        try await Task { try await store.remember(build, of: pipeline.target) }.value
      } catch {
        stage.send(.warning("`history` will not know of this run: \(error)"), targets: [pipeline.target])
      }
    }
  }

  /// How a target ended whose works ended so.
  static func outcome(of outcomes: [Outcome]) -> Outcome {
    let order: [Outcome] = [.failed, .cancelled, .skipped, .built]
    return order.first(where: outcomes.contains) ?? .reused
  }
}
