import Digests
import StepCache
import SystemPackage
import TaskGraph

extension Build {
  /// The result that the cache has, without waiting for anything.
  func reuse(_ work: Work, _ inputs: [Work.ID: Made]) -> Made? {
    let key = key(of: work, inputs)
    guard case .success(let entry) = planner.lookup(work, key), store.hold(entry) else { return nil }
    reporter(work, key: key).send(.finished(.reused, seconds: entry.seconds))
    return made(work, entry, inputs, .reused)
  }

  /// Builds a work, unless another process has built it while this one waited for it.
  func make(_ work: Work, _ inputs: [Work.ID: Made]) async -> Scheduler<Made>.Ending {
    let key = key(of: work, inputs)
    let reporter = reporter(work, key: key)
    do {
      let made = try await store.whileBuilding(key, onWait: { reporter.send(.waiting) }) {
        if let made = reuse(work, inputs) { return made }
        return try await build(work, key, inputs)
      }
      return .done(made)
    } catch {
      let cancelled = error is CancellationError || Task.isCancelled
      if !cancelled { reporter.send(.failed(clean(Failure(of: error)))) }
      reporter.send(.finished(cancelled ? .cancelled : .failed, seconds: 0))
      return .lost(cancelled ? .cancelled : .failed)
    }
  }

  private func build(_ work: Work, _ key: CacheKey, _ inputs: [Work.ID: Made]) async throws -> Made {
    guard let body = assembly.bodies[work.id] else { throw Failure("nothing says how \(work.name) is made") }
    let start = ContinuousClock.now
    let draft = try store.draft()
    let reporter = reporter(work, key: key, log: try LogFile(at: draft.log))
    if case .failure(let miss) = planner.lookup(work, key) { reporter.send(.started(miss.reason)) }
    do {
      let product = try await body(context(work, key, draft, inputs, reporter))
      try Task.checkCancellation()
      let below = layerBelow(work, inputs)?.entry.digest
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let entry = try await store.commit(draft, as: product, of: work, key: key, below: below, seconds: seconds)
      reporter.send(.finished(.built, seconds: seconds))
      return made(work, entry, inputs, .built)
    } catch {
      let log = planner.targets(of: work).first.map { store.failureLog(of: work.name, for: $0) }
      await store.discard(draft, keepingLogAt: log)
      var failure = Failure(of: error)
      failure.step = failure.step ?? reporter.step
      failure.log = log?.string
      throw error is CancellationError ? error : failure
    }
  }

  private func context(
    _ work: Work, _ key: CacheKey, _ draft: Draft, _ inputs: [Work.ID: Made], _ reporter: Reporter
  ) -> WorkContext {
    let taken = work.inputs.compactMap { input in inputs[input.work].map { (input.name, $0.entry) } }
    return WorkContext(
      work: work, key: key, root: store.root,
      layers: (layerBelow(work, inputs)?.layers ?? []).map { store.relativeTree(of: $0) },
      reporter: reporter, draft: draft, inputs: Dictionary(taken) { first, _ in first }, store: store)
  }

  private func key(of work: Work, _ inputs: [Work.ID: Made]) -> CacheKey {
    work.key(inputs: work.inputs.compactMap { inputs[$0.work]?.entry.digest })
  }

  private func layerBelow(_ work: Work, _ inputs: [Work.ID: Made]) -> Made? {
    work.inputs.lazy.compactMap { inputs[$0.work] }.first { $0.entry.kind == .layer }
  }

  private func made(_ work: Work, _ entry: Entry, _ inputs: [Work.ID: Made], _ outcome: Outcome) -> Made {
    let layers = entry.kind == .layer ? [entry] + (layerBelow(work, inputs)?.layers ?? []) : []
    return Made(entry: entry, layers: layers, outcome: outcome)
  }

  private func clean(_ failure: Failure) -> Failure {
    var cleaned = Failure(stage.redactor.clean(failure.message))
    cleaned.step = failure.step
    cleaned.command = failure.command.map(stage.redactor.clean)
    cleaned.lines = failure.lines.map(stage.redactor.clean)
    cleaned.log = failure.log
    cleaned.hint = failure.hint.map(stage.redactor.clean)
    return cleaned
  }
}
