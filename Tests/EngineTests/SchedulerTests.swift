import Synchronization
import TaskGraph
import Testing

@testable import Engine

@Suite struct `A scheduler` {
  @Test(.timeLimit(.minutes(5)))
  func `gives up what comes later as soon as something fails, not when all else is done`()
    async
  {
    let given = Mutex<[String]>([])
    let failing = Work(name: "failing", role: .phase, result: .record, fields: [], inputs: [])
    let slow = Work(name: "slow", role: .phase, result: .record, fields: [], inputs: [])
    let later = Work(
      name: "later", role: .phase, result: .record, fields: [], inputs: [Work.Input("below", from: slow.id)])
    let scheduler = Scheduler<String>(
      jobs: 2, keepGoing: false, reuse: { _, _ in nil },
      run: { work, _ in
        if work.name == "failing" { return .lost(.failed) }
        // Done only when the other one has been given up.
        while given.withLock({ $0.isEmpty }) { try? await Task.sleep(for: .milliseconds(5)) }
        return .done(work.name)
      },
      giveUp: { work, outcome in given.withLock { $0.append("\(work.name) \(outcome)") } })
    let report = await scheduler.bringAbout([failing, slow, later])
    #expect(given.withLock { $0 } == ["later skipped"])
    #expect(report.results == [slow.id: "slow"])
    #expect(report.lost == [failing.id: .failed, later.id: .skipped])
  }
}
