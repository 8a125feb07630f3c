import Digests
import FoundationEssentials
import Synchronization
import TaskGraph

/// Tells of one work: every line goes to its log and, with everything else, to whoever watches the run; secrets go nowhere.
public final class Reporter: Sendable {
  private let stage: Stage
  private let work: Work
  private let targets: [Target]
  private let key: String?
  private let log: LogFile?
  private let currentStep = Mutex<String?>(nil)

  init(_ stage: Stage, work: Work, targets: [Target], key: CacheKey?, log: LogFile?) {
    self.stage = stage
    self.work = work
    self.targets = targets
    self.key = key?.hash.hex
    self.log = log
  }

  /// The step that the work came to last.
  var step: String? { currentStep.withLock { $0 } }

  /// The work came to a step.
  public func step(_ name: String) {
    currentStep.withLock { $0 = name }
    log?.write("== \(name)")
    send(.step(name))
  }

  /// A command printed a line.
  public func output(_ line: String) {
    log?.write(line)
    send(.output(line))
  }

  /// The work came so far.
  public func progress(_ done: Int64, of total: Int64?, unit: String) {
    send(.progress(Event.Progress(done: done, total: total, unit: unit)))
  }

  /// Something is worth knowing.
  public func notice(_ text: String) {
    log?.write("notice: \(text)")
    send(.notice(text))
  }

  /// Something may be wrong, but stops nothing.
  public func warning(_ text: String) {
    log?.write("warning: \(text)")
    send(.warning(text))
  }

  func send(_ what: Event.What) {
    stage.send(what, targets: targets, work: work, key: key)
  }
}
