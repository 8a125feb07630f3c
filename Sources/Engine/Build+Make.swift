import Digests
import StepCache
import SystemPackage
import TaskGraph

extension Build {
  /// The result that the cache has, without waiting for anything.
  func reuse(_ work: Work, _ inputs: [Work.ID: Made]) -> Made? {
    let key = key(of: work, inputs)
    guard case .success(let entry) = planner.lookup(work, key) else { return nil }
    return take(entry, of: work, inputs)
  }

  /// Builds a work, unless another process has built it while this one waited for it.
  func make(_ work: Work, _ inputs: [Work.ID: Made]) async -> Scheduler<Made>.Ending {
    let key = key(of: work, inputs)
    let reporter = reporter(work, key: key)
    let known = store.record(of: key)?.result
    do {
      let made = try await store.whileBuilding(key, onWait: { reporter.send(.waiting(for: $0)) }) {
        if let made = reuse(work, inputs) ?? takeOver(work, key, inputs, since: known) { return made }
        return try await build(work, key, inputs)
      }
      return .done(made)
    } catch {
      // What fails once a run is interrupted fails because of that.
      let outcome: Outcome = Task.isCancelled ? .cancelled : .failed
      if outcome == .failed { reporter.send(.failed(Failure(of: error))) }
      reporter.send(.finished(outcome, seconds: 0))
      return .lost(outcome)
    }
  }

  /// What another process made of a key while this one waited: new enough also where the work was to run in any case.
  private func takeOver(_ work: Work, _ key: CacheKey, _ inputs: [Work.ID: Made], since known: String?) -> Made? {
    guard case .hit(let entry) = store.lookup(key), entry.result != known else { return nil }
    return take(entry, of: work, inputs)
  }

  private func take(_ entry: Entry, of work: Work, _ inputs: [Work.ID: Made]) -> Made? {
    guard store.hold(entry) else { return nil }
    reporter(work, key: entry.key).send(.finished(.reused, seconds: entry.seconds))
    return made(work, entry, inputs, .reused)
  }

  private func build(_ work: Work, _ key: CacheKey, _ inputs: [Work.ID: Made]) async throws -> Made {
    guard let body = assembly.bodies[work.id] else { throw Failure("nothing says how \(work.name) is made") }
    let start = ContinuousClock.now
    let draft = try store.draft()
    let log = try? LogFile(at: draft.log, redactor: stage.redactor)
    let reporter = reporter(work, key: key, log: log)
    tellWhy(work, key, reporter)
    do {
      let product = try await body(context(work, key, draft, inputs, reporter))
      try Task.checkCancellation()
      let below = layerBelow(work, inputs)?.entry.digest
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let entry = try await store.commit(draft, as: product, of: work, key: key, below: below, seconds: seconds)
      reporter.send(.finished(.built, seconds: seconds))
      return made(work, entry, inputs, .built)
    } catch {
      var failure = Failure(of: error)
      failure.step = failure.step ?? reporter.step
      log?.write("error: \(failure.message)")
      if !Task.isCancelled {
        failure.log = store.keepFailureLog(of: draft, of: work.name, for: planner.targets(of: work))?.string
      }
      await store.discard(draft)
      throw failure
    }
  }

  private func tellWhy(_ work: Work, _ key: CacheKey, _ reporter: Reporter) {
    guard case .failure(let miss) = planner.lookup(work, key) else { return }
    if case .damaged(let fault) = miss.reason {
      reporter.warning("its result in the cache cannot be used, so that it is made anew: \(fault)")
    }
    reporter.send(.started(miss.reason))
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
}
