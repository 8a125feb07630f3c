package import TaskGraph

/// Runs works in an order that their inputs allow, several at once; one task owns all of its state.
package struct Scheduler<Result: Sendable> {
  /// How a work ended.
  package enum Ending: Sendable {
    /// It has a result.
    case done(Result)
    /// It has none, for this reason.
    case lost(Outcome)
  }

  /// How many works may run at once, at least 1.
  package let jobs: Int
  /// Whether to go on with what does not depend on a failed work.
  package let keepGoing: Bool
  /// Gives a work's result without running it, where there is one; what it takes in comes in the order of its inputs and then of its supplies.
  package let reuse: (Work, [Result]) -> Result?
  /// Runs a work.
  package let run: @Sendable (Work, [Result]) async -> Ending
  /// Hears of works that never ran.
  package let giveUp: (Work, Outcome) -> Void

  /// Prepares to run works; see the properties.
  package init(
    jobs: Int, keepGoing: Bool, reuse: @escaping (Work, [Result]) -> Result?,
    run: @escaping @Sendable (Work, [Result]) async -> Ending, giveUp: @escaping (Work, Outcome) -> Void
  ) {
    self.jobs = jobs
    self.keepGoing = keepGoing
    self.reuse = reuse
    self.run = run
    self.giveUp = giveUp
  }

  /// What came of all works.
  package struct Report: Sendable {
    /// The results that there are.
    package var results: [Work.ID: Result] = [:]
    /// How the works ended that have none.
    package var lost: [Work.ID: Outcome] = [:]
  }

  /// Brings about the works, each of which comes after what it takes in; returns what came of each.
  package func bringAbout(_ works: [Work]) async -> Report {
    var schedule = Schedule(works: works)
    var results = [Result?](repeating: nil, count: works.count)
    var report = Report()
    var stopped = false

    func giveUp(_ places: [Int], as outcome: Outcome) {
      for place in places {
        report.lost[works[place].id] = outcome
        self.giveUp(works[place], outcome)
      }
    }

    await withTaskGroup(of: (Int, Ending).self) { group in
      var waiting: ArraySlice<Int> = []
      var running: Set<Int> = []
      func inputs(of place: Int) -> [Result] { schedule.inputs[place].compactMap { results[$0] } }
      func advance() {
        if Task.isCancelled { stopped = true }
        while !stopped, let place = schedule.take() {
          if let result = reuse(works[place], inputs(of: place)) {
            results[place] = result
            schedule.finish(place)
          } else {
            waiting.append(place)
          }
        }
        while !stopped, running.count < jobs, let place = waiting.popFirst() {
          let work = works[place]
          let inputs = inputs(of: place)
          running.insert(place)
          group.addTask { [run] in (place, await run(work, inputs)) }
        }
      }

      advance()
      while let (place, ending) = await group.next() {
        running.remove(place)
        switch ending {
        case .done(let result):
          results[place] = result
          schedule.finish(place)
        case .lost(let outcome):
          report.lost[works[place].id] = outcome
          giveUp(schedule.fail(place), as: .skipped)
          if !keepGoing, !Task.isCancelled {
            stopped = true
            // At once and not when the others are done: whoever looks must not believe that these still come.
            giveUp(schedule.giveUp(except: running), as: .skipped)
          }
        }
        advance()
      }
    }
    giveUp(schedule.open, as: Task.isCancelled ? .cancelled : .skipped)
    report.results.reserveCapacity(works.count)
    for (work, result) in zip(works, results) {
      if let result { report.results[work.id] = result }
    }
    return report
  }
}
