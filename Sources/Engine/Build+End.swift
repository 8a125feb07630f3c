import Digests
import StepCache
import SystemPackage
import TaskGraph

extension Build {
  /// Notes for each target what its works were made from, where that changed; results are kept also where that fails.
  func keepHistories(of results: [Work.ID: Made]) async {
    for pipeline in assembly.graph.pipelines {
      let before = store.history(of: pipeline.target)
      var history = before
      var done: Set<String> = []
      for work in planner.works where planner.targets(of: work).contains(pipeline.target) {
        guard let entry = results[work.id]?.entry else { continue }
        done.insert(work.name)
        history.items[work.name] = History.Item(
          fields: work.fieldsWithOrigins(in: entry.key), built: entry.built, seconds: entry.seconds,
          log: "results/\(entry.result)/log")
      }
      store.dropFailureLogs(of: done, for: pipeline.target)
      await store.dropFailedTree(of: done, for: pipeline.target)
      guard history != before else { continue }
      do {
        try store.keep(history, of: pipeline.target)
      } catch {
        stage.send(.warning("`why` will not know of this run: \(error)"), targets: [pipeline.target])
      }
    }
  }

  /// Hands over every target whose phases are all done, checks and boot included; returns how it ended for the others.
  func deliver(_ results: [Work.ID: Made]) async -> [Target: Outcome] {
    var lost: [Target: Outcome] = [:]
    for pipeline in assembly.graph.pipelines where options.delivers && options.selection.reachesTheEnd(of: pipeline) {
      let done = pipeline.phases.compactMap { phase in results[phase.work].map { (phase.name, part($0.entry)) } }
      guard done.count == pipeline.phases.count, let body = assembly.deliveries[pipeline.target] else { continue }
      let all = planner.works.filter { planner.targets(of: $0).contains(pipeline.target) }
      let delivery = Delivery(
        target: pipeline.target, parts: Dictionary(uniqueKeysWithValues: done),
        works: all.compactMap { work in results[work.id].map { (work.name, part($0.entry)) } },
        unproven: pipeline.gates.filter { pipeline.phase($0) == nil })
      do {
        let files = try await body(delivery)
        stage.send(.delivered(files), targets: [pipeline.target])
      } catch {
        if Task.isCancelled {
          lost[pipeline.target] = .cancelled
        } else {
          stage.send(.failed(Failure(of: error)), targets: [pipeline.target])
          lost[pipeline.target] = .failed
        }
      }
    }
    return lost
  }

  /// Counts how everything ended.
  func summarize(_ report: Scheduler<Made>.Report, undelivered: [Outcome], since start: ContinuousClock.Instant)
    -> Summary
  {
    var counts: [String: Int] = [:]
    for outcome in report.results.values.map(\.outcome) + report.lost.values + undelivered {
      counts[outcome.rawValue, default: 0] += 1
    }
    let reused = report.results.values.filter { $0.outcome == .reused }
    return Summary(
      counts: counts, seconds: (ContinuousClock.now - start) / .seconds(1),
      saved: reused.reduce(0) { $0 + $1.entry.seconds })
  }

  private func part(_ entry: Entry) -> Delivery.Part {
    let files = entry.artifacts.map { ($0.name, store.file($0, of: entry)) }
    return Delivery.Part(
      files: Dictionary(uniqueKeysWithValues: files),
      facts: entry.facts, supplies: entry.supplies, key: entry.key.hash.hex, log: store.log(of: entry))
  }
}

extension Work {
  /// The fields of a key as they were set this time: origins are not part of a key, so those of an old record may be stale.
  func fieldsWithOrigins(in key: CacheKey) -> [KeyField] {
    key.fields.map { field in fields.first { $0.namesTheSame(as: field) } ?? field }
  }
}
