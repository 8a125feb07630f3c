import TaskGraph

/// Runs works in an order that their inputs allow, several at once; one task owns all of its state.
struct Scheduler<Result: Sendable> {
  /// How a work ended.
  enum Ending: Sendable {
    /// It has a result.
    case done(Result)
    /// It has none, for this reason.
    case lost(Outcome)
  }

  /// How many works may run at once, at least 1.
  let jobs: Int
  /// Whether to go on with what does not depend on a failed work.
  let keepGoing: Bool
  /// Gives a work's result without running it, where there is one.
  let reuse: (Work, [Work.ID: Result]) -> Result?
  /// Runs a work.
  let run: @Sendable (Work, [Work.ID: Result]) async -> Ending
  /// Hears of works that never ran.
  let giveUp: (Work, Outcome) -> Void

  /// What came of all works.
  struct Report: Sendable {
    /// The results that there are.
    var results: [Work.ID: Result] = [:]
    /// How the works ended that have none.
    var lost: [Work.ID: Outcome] = [:]
  }

  /// Brings about the works, each of which comes after what it takes in; returns what came of each.
  func bringAbout(_ works: [Work]) async -> Report {
    let byID = Dictionary(uniqueKeysWithValues: works.map { ($0.id, $0) })
    var schedule = Schedule(works: works)
    var report = Report()
    var stopped = false

    func giveUp(_ work: Work, as outcome: Outcome) {
      report.lost[work.id] = outcome
      self.giveUp(work, outcome)
    }

    await withTaskGroup(of: (Work.ID, Ending).self) { group in
      var waiting: ArraySlice<Work> = []
      var running = 0
      func advance() {
        if Task.isCancelled { stopped = true }
        while !stopped, let work = schedule.take().flatMap({ byID[$0] }) {
          if let result = reuse(work, inputs(of: work)) {
            report.results[work.id] = result
            schedule.finish(work.id)
          } else {
            waiting.append(work)
          }
        }
        while !stopped, running < jobs, !waiting.isEmpty {
          let work = waiting.removeFirst()  // of a slice, which moves nothing
          let inputs = inputs(of: work)
          running += 1
          group.addTask { [run] in (work.id, await run(work, inputs)) }
        }
      }
      func inputs(of work: Work) -> [Work.ID: Result] {
        work.inputs.reduce(into: [:]) { $0[$1.work] = report.results[$1.work] }
      }

      advance()
      while let (id, ending) = await group.next() {
        running -= 1
        switch ending {
        case .done(let result):
          report.results[id] = result
          schedule.finish(id)
        case .lost(let outcome):
          report.lost[id] = outcome
          for lost in schedule.fail(id).compactMap({ byID[$0] }) { giveUp(lost, as: .skipped) }
          if !keepGoing { stopped = true }
        }
        advance()
      }
    }
    let outcome: Outcome = Task.isCancelled ? .cancelled : .skipped
    for work in works where schedule.open.contains(work.id) { giveUp(work, as: outcome) }
    return report
  }
}
