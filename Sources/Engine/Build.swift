import FoundationEssentials
public import StepCache
import Synchronization
public import TaskGraph

/// A run: brings the asked targets about, as far as the cache does not have them.
public struct Build: Sendable {
  /// What a run may be told.
  public struct Options: Sendable {
    /// Which phases run, whatever the cache says.
    public var selection = Selection()
    /// How many works may run at once, at least 1.
    public var jobs = 1
    /// What package archives have otherwise for works, which run because of that.
    public var changes: [Work.ID: [PackageChange]] = [:]
    /// Whether to go on with what does not depend on a failed work.
    public var keepGoing = false
    /// Whom to ask when a step fails; nil to let its work fail.
    public var asking: Trouble.Asking?
    /// Whether finished images are handed over.
    public var delivers = true

    /// A run of everything, one work after another.
    public init() {}
  }

  let assembly: Assembly
  let options: Options
  let store: Store
  let stage: Stage
  let planner: Planner

  /// Prepares a run.
  public init(_ assembly: Assembly, options: Options, store: Store, stage: Stage) {
    self.assembly = assembly
    self.options = options
    self.store = store
    self.stage = stage
    self.planner = Planner(graph: assembly.graph, selection: options.selection, store: store, changes: options.changes)
  }

  /// Brings the targets about and hands them over; what went wrong is told on the stage and counted in the summary.
  public func run() async throws -> Ended {
    let start = ContinuousClock.now
    let started = Int64(Date().timeIntervalSince1970)
    try store.prepare()
    try await store.join()
    let works = planner.plan(holding: true).items.map(\.work)
    stage.send(.begun(works: works.count), targets: assembly.graph.pipelines.map(\.target))
    await tidyUp()
    let report = await bringAbout(works)
    let results = report.results
    await keepHistories(of: results)
    tellFreshness(results)
    let undelivered = await deliver(results)
    let summary = summarize(report, undelivered: Array(undelivered.values), since: start)
    await remember(report, undelivered: undelivered, started: started, seconds: summary.seconds)
    stage.send(.ended(summary), targets: assembly.graph.pipelines.map(\.target))
    return Ended(
      summary: summary, results: results.mapValues(\.entry), store: store,
      entries: results.values.map { ($0.entry, $0.outcome) }, start: started)
  }

  /// What killed processes left takes room and stops nothing.
  private func tidyUp() async {
    do {
      try await store.removeAbandonedDrafts()
    } catch  where !Task.isCancelled {
      stage.send(.warning("what an earlier run left in \(store.root) cannot be removed: \(Failure(of: error).message)"))
    } catch {}
  }

  private func bringAbout(_ works: [Work]) async -> Scheduler<Made>.Report {
    let scheduler = Scheduler<Made>(
      jobs: max(1, options.jobs), keepGoing: options.keepGoing,
      reuse: { work, inputs in reuse(work, inputs) },
      run: { work, inputs in await make(work, inputs) },
      giveUp: { work, outcome in reporter(work).send(.finished(outcome, seconds: 0)) })
    return await scheduler.bringAbout(works)
  }

  func reporter(_ work: Work, key: CacheKey? = nil, log: LogFile? = nil) -> Reporter {
    Reporter(stage, work: work, targets: planner.targets(of: work), key: key, log: log)
  }
}
