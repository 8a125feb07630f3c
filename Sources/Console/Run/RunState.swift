import Engine
import TaskGraph

/// Follows a run by its events: keeps what goes on, and says which lines are to be printed for good.
struct RunState: Sendable {
  let outline: Outline
  let manner: Manner
  let layout: Layout
  private(set) var running: [Running] = []
  private(set) var downloads: Downloads
  private var waiting: Set<WorkName>
  private var reused: [(name: WorkName, saved: Double)] = []
  private var made: Set<String> = []
  private var delivered: [Delivery.File] = []
  private var tally = Tally()
  private var isOver = false

  /// Begins with nothing done.
  init(outline: Outline, manner: Manner) {
    self.outline = outline
    self.manner = manner
    self.layout = Layout(outline)
    self.downloads = Downloads(outline.items.filter(\.isDownload).map(\.name))
    self.waiting = Set(outline.items.filter { $0.name.role == .phase }.map(\.name))
  }

  /// The phases whose turn has not come, in order.
  var waitingPhases: [WorkName] { outline.items.map(\.name).filter { waiting.contains($0) } }

  /// True while there is something to redraw.
  var isActive: Bool { !isOver && (!running.isEmpty || !downloads.isComplete) }

  /// Takes an event in, and returns the lines that stay.
  mutating func take(_ event: Event) -> [Note] {
    let notes = update(with: event)
    return manner.amount == .quiet ? notes.filter { $0.channel == .errors } : notes
  }

  private mutating func update(with event: Event) -> [Note] {
    switch event.what {
    case .begun: return outline.headers.map { Note(layout.header($0, phases: outline.phaseCounts[$0.target] ?? 0)) }
    case .ended(let summary): return end(summary)
    case .delivered(let files):
      delivered += files
      return []
    case .notice(let text): return [Note(Sentences.notice(about(event, text)))]
    case .warning(let text): return [Note(Sentences.warning(about(event, text)), to: .errors)]
    case .mixedArchives(let archives): return [Note(Sentences.notice(Sentences.mixed(archives, of: event.targets)))]
    case .oldPackages(let old): return [Note(Sentences.warning(Sentences.old(old, of: event.targets)), to: .errors)]
    case .failed(let failure): return fail(failure, event)
    default: break
    }
    guard let name = event.workName else { return [] }
    switch event.what {
    case .started(let reason): return start(name, reason, at: event.time)
    case .waiting(let builder): return wait(name, for: builder, at: event.time)
    case .step(let step): return come(name, to: step)
    case .output(let line): return manner.amount == .verbose ? [Note(layout.output(name, line.printable))] : []
    case .progress(let progress):
      advance(name, to: progress, at: event.time)
      return []
    case .finished(let outcome, let seconds): return finish(name, outcome, seconds, at: event.time)
    default: return []
    }
  }

  private mutating func start(_ name: WorkName, _ reason: MissReason?, at time: Double) -> [Note] {
    var notes = flushReused()
    waiting.remove(name)
    running.removeAll { $0.name == name }
    var work = Running(name, at: time)
    work.reason = reason.flatMap { shortReason($0, name) }
    running.append(work)
    if isDownload(name) {
      downloads.start(name, at: time)
    } else if !manner.isLive {
      notes.append(Note(layout.started(work)))
    }
    return notes
  }

  private mutating func wait(_ name: WorkName, for builder: String, at time: Double) -> [Note] {
    let notes = flushReused()
    waiting.remove(name)
    var work = Running(name, at: time)
    work.waitsFor = builder
    running.append(work)
    return manner.isLive ? notes : notes + [Note(layout.locked(work, at: nil))]
  }

  private mutating func come(_ name: WorkName, to step: String) -> [Note] {
    change(name) { $0.step = step }
    return manner.amount == .verbose ? [Note(layout.step(name, step.printable))] : []
  }

  private mutating func advance(_ name: WorkName, to progress: Event.Progress, at time: Double) {
    if isDownload(name) { downloads.advance(name, to: progress, at: time) }
    change(name) { $0.progress = progress }
  }

  private mutating func finish(_ name: WorkName, _ outcome: Outcome, _ seconds: Double, at time: Double) -> [Note] {
    let ran = running.first { $0.name == name }
    running.removeAll { $0.name == name }
    waiting.remove(name)
    if isDownload(name) { return finishDownload(name, outcome, at: time) }
    if name.role == .phase || outcome != .reused { tally.add(outcome) }
    switch outcome {
    case .reused:
      if name.role == .phase { reused.append((name, seconds)) }
      return made.isEmpty && running.isEmpty && ran == nil ? [] : flushReused()
    case .built:
      made.insert(name.name)
      return flushReused() + [Note(layout.built(name, seconds, reason: manner.isLive ? ran?.reason : nil))]
    case .failed: return flushReused() + [Note(layout.failed(name, ran?.elapsed(at: time)))]
    case .cancelled: return ran.map { [Note(layout.stopped($0, at: time))] } ?? []
    case .skipped: return []
    }
  }

  private mutating func finishDownload(_ name: WorkName, _ outcome: Outcome, at time: Double) -> [Note] {
    downloads.finish(name, wasFetched: outcome == .built)
    if outcome == .failed { tally.add(.failed) }
    guard downloads.isComplete, downloads.fetched > 0, outcome == .built else { return [] }
    return flushReused() + [Note(layout.fetched(downloads, at: time))]
  }

  private mutating func fail(_ failure: Failure, _ event: Event) -> [Note] {
    if event.work == nil { tally.add(.failed) }
    let subject = event.workName.map(layout.subject) ?? event.targets.map(\.goal).joined(separator: ", ")
    var failure = failure
    if event.work != nil, failure.hint == nil { failure.hint = Sentences.goOn }
    return flushReused() + Sentences.failure(failure, of: subject).map { Note($0, to: .errors) }
  }

  private mutating func end(_ summary: Summary) -> [Note] {
    isOver = true
    running = []
    var notes = tally.isAllReused ? [] : flushReused()
    if !delivered.isEmpty {
      if !tally.isAllReused { notes.append(Note("")) }
      notes += layout.delivered(delivered).map { Note($0) }
    }
    return notes + Sentences.closing(tally, summary).map { Note($0) }
  }

  private mutating func flushReused() -> [Note] {
    defer { reused = [] }
    return layout.reused(reused).map { Note($0) }
  }

  private mutating func change(_ name: WorkName, _ body: (inout Running) -> Void) {
    if let place = running.firstIndex(where: { $0.name == name }) { body(&running[place]) }
  }

  private func isDownload(_ name: WorkName) -> Bool { outline.index[name]?.isDownload ?? false }

  private func about(_ event: Event, _ text: String) -> String {
    (event.workName.map { layout.subject($0) + ": " } ?? "") + text.printable
  }

  /// Why a work runs; nil where lines above it say so already.
  private func shortReason(_ reason: MissReason, _ name: WorkName) -> String? {
    let inputs = outline.index[name]?.inputs ?? [:]
    switch reason {
    case .neverBuilt where inputs.values.contains(where: made.contains): return nil
    case .changed(let differences, _)
    where differences.allSatisfy({ $0.field.kind == .input && made.contains(inputs[$0.field.name] ?? "") }):
      return nil
    default: return Sentences.short(reason, inputs: inputs)
    }
  }
}
