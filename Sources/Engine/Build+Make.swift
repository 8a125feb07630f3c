import Digests
import StepCache
import SystemPackage
import TaskGraph

extension Build {
  /// The result that the cache has, without waiting for anything.
  func reuse(_ work: Work, _ inputs: [Made]) -> Made? {
    let key = work.key(inputs: inputs.map(\.entry.digest))
    guard case .success(let entry) = planner.lookup(work, key) else { return nil }
    return take(entry, of: work, inputs)
  }

  /// Builds a work, unless another process has built it while this one waited for it.
  func make(_ work: Work, _ inputs: [Made]) async -> Scheduler<Made>.Ending {
    let key = work.key(inputs: inputs.map(\.entry.digest))
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
  private func takeOver(_ work: Work, _ key: CacheKey, _ inputs: [Made], since known: String?) -> Made? {
    guard case .hit(let entry) = store.lookup(key), entry.result != known else { return nil }
    return take(entry, of: work, inputs)
  }

  private func take(_ entry: Entry, of work: Work, _ inputs: [Made]) -> Made? {
    guard store.hold(entry) else { return nil }
    reporter(work, key: entry.key).send(.finished(.reused, seconds: entry.seconds))
    return made(entry, inputs, .reused)
  }

  private func build(_ work: Work, _ key: CacheKey, _ inputs: [Made]) async throws -> Made {
    guard let body = assembly.bodies[work.id] else { throw Failure("nothing says how \(work.name) is made") }
    let start = ContinuousClock.now
    let draft = try store.draft()
    let log = try? LogFile(at: draft.log, redactor: stage.redactor)
    let reporter = reporter(work, key: key, log: log)
    tellWhy(work, key, reporter)
    do {
      let product = try await body(context(work, key, draft, inputs, reporter))
      try Task.checkCancellation()
      let below = layerBelow(inputs)?.entry.digest
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let entry = try await store.commit(draft, as: product, of: work, key: key, below: below, seconds: seconds)
      reporter.send(.finished(.built, seconds: seconds))
      return made(entry, inputs, .built)
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
    _ work: Work, _ key: CacheKey, _ draft: Draft, _ inputs: [Made], _ reporter: Reporter
  ) -> WorkContext {
    let taken = zip(work.inputs, inputs).map { ($0.name, $1.entry) }
    return WorkContext(
      work: work, key: key, root: store.root,
      layers: (layerBelow(inputs)?.layers ?? []).map { store.relativeTree(of: $0) },
      reporter: reporter, draft: draft, inputs: Dictionary(taken) { first, _ in first }, store: store)
  }

  private func layerBelow(_ inputs: [Made]) -> Made? { inputs.first { $0.entry.kind == .layer } }

  private func made(_ entry: Entry, _ inputs: [Made], _ outcome: Outcome) -> Made {
    let layers = entry.kind == .layer ? [entry] + (layerBelow(inputs)?.layers ?? []) : []
    return Made(entry: entry, layers: layers, outcome: outcome)
  }
}
