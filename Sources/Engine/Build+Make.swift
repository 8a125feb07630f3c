import Digests
import FoundationEssentials
import StepCache
import SystemPackage
import TaskGraph
import Variables

extension Build {
  /// The result that the cache has, without waiting for anything.
  func reuse(_ work: Work, _ inputs: [Made]) -> Made? {
    let key = key(of: work, inputs)
    guard case .success(let entry) = planner.lookup(work, key) else { return nil }
    return take(entry, of: work, inputs)
  }

  /// Builds a work, unless another process has built it while this one waited for it.
  func make(_ work: Work, _ inputs: [Made]) async -> Scheduler<Made>.Ending {
    let key = key(of: work, inputs)
    let reporter = reporter(work, key: key)
    let known = store.record(of: key)?.result
    do {
      let made = try await store.whileBuilding(key, onWait: { reporter.send(.waiting(for: $0)) }) {
        if let made = reuse(work, inputs) ?? takeOver(work, key, inputs, since: known) { return made }
        // What was not flushed before the machine went down may have come through all the same.
        if planner.force(work) == nil, await store.proves(key), let made = reuse(work, inputs) { return made }
        return try await build(work, key, inputs)
      }
      return .done(made)
    } catch {
      // What fails once a run is interrupted fails because of that.
      let outcome: Outcome = Task.isCancelled ? .cancelled : .failed
      if outcome == .failed { reporter.send(.failed(explain(error))) }
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
    guard let body = assembly.bodies[work.id], inputs.count == work.needs.count else {
      throw Failure("\(work.name) lacks what it takes in", hint: "run the same command again")
    }
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
      let entry = try await store.commit(
        draft, as: product, of: work, key: key, below: below, supplies: supplies(of: work, inputs),
        secrets: secrets(of: work, inputs), seconds: seconds)
      reporter.send(.finished(.built, seconds: seconds))
      return made(entry, inputs, .built)
    } catch is Again {
      await store.discard(draft)
      return try await build(work, key, inputs)
    } catch {
      var failure = explain(error)
      failure.step = failure.step ?? reporter.step
      log?.write("error: \(failure.message)")
      if !Task.isCancelled {
        failure.log = store.keepFailureLog(of: draft, of: work.name, for: planner.targets(of: work))?.string
        await keepTree(of: draft, work, inputs, failure)
      } else {
        await store.discard(draft)
      }
      throw failure
    }
  }

  /// Keeps what a layer had become, to be looked into; of anything else nothing is kept.
  private func keepTree(of draft: Draft, _ work: Work, _ inputs: [Made], _ failure: Failure) async {
    guard work.result == .layer else { return await store.discard(draft) }
    let shown = failure.cleaned(by: stage.redactor)
    let taken = zip(work.needs, inputs).map { ($0.name, $1.entry) }
    let files = supplyFiles(of: Dictionary(taken) { first, _ in first }, in: store)
    let tree = FailedTree(
      work: work.name, step: shown.step, command: shown.command, time: Int64(Date().timeIntervalSince1970),
      results: (layerBelow(inputs)?.layers ?? []).map(\.result),
      supplies: files.mapValues { path in
        var inside = path
        _ = inside.removePrefix(store.root)
        return inside.string
      })
    await store.keep(draft, failedAs: tree, for: planner.targets(of: work))
  }

  private func explain(_ error: any Error) -> Failure {
    var failure = Failure(of: error)
    let disk = store.free.map { FullDisk(cache: store.root.string, free: $0) }
    failure.hint = disk?.hint(for: failure) ?? failure.hint
    return failure
  }

  private func key(of work: Work, _ inputs: [Made]) -> CacheKey {
    work.key(inputs: inputs.prefix(work.inputs.count).map(\.entry.digest))
  }

  /// What supplies wanted known, those of supplies included: the record outlives them.
  private func supplies(of work: Work, _ inputs: [Made]) -> [String: [String: String]] {
    let taken = zip(work.needs, inputs).filter { planner.graph[$0.0.work]?.role == .supply }
    return taken.reduce(into: [:]) { found, pair in
      found[pair.0.name] = pair.1.entry.facts
      found.merge(pair.1.entry.supplies) { first, _ in first }
    }
  }

  /// The secrets that a work or what it takes in may have seen, by the names of works: what it leaves may hold them.
  private func secrets(of work: Work, _ inputs: [Made]) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for input in inputs { found.merge(input.entry.secrets ?? [:]) { first, _ in first } }
    let own = assembly.secrets[work.id] ?? []
    if !own.isEmpty { found[work.name] = own.map(\.rawValue) }
    return found
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
    let taken = zip(work.needs, inputs).map { ($0.name, $1.entry) }
    return WorkContext(
      work: work, key: key, root: store.root,
      layers: (layerBelow(inputs)?.layers ?? []).map { store.relativeTree(of: $0) },
      reporter: reporter, userFiles: assembly.files[work.id] ?? [], draft: draft,
      inputs: Dictionary(taken) { first, _ in first }, store: store,
      redactor: stage.redactor, asking: options.asking)
  }

  private func layerBelow(_ inputs: [Made]) -> Made? { inputs.first { $0.entry.kind == .layer } }

  private func made(_ entry: Entry, _ inputs: [Made], _ outcome: Outcome) -> Made {
    let layers = entry.kind == .layer ? [entry] + (layerBelow(inputs)?.layers ?? []) : []
    return Made(entry: entry, layers: layers, outcome: outcome)
  }
}
