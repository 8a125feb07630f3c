import FoundationEssentials
import TaskGraph

/// Where a run tells what happens: the run's name, what must not be told, and who listens.
public struct Stage: Sendable {
  /// The run's short random name.
  public let run: String
  /// Takes secrets out of every text that is told or kept.
  let redactor: Redactor
  private let listener: @Sendable (Event) -> Void

  /// Names a run and says who listens; events come from several threads, in order of their times for each work.
  public init(redactor: Redactor, listener: @escaping @Sendable (Event) -> Void) {
    self.run = String(UInt32.random(in: .min ... .max), radix: 36)
    self.redactor = redactor
    self.listener = listener
  }

  func send(_ what: Event.What, targets: [Target] = [], work: Work? = nil, key: String? = nil) {
    listener(
      Event(
        run: run, time: Date().timeIntervalSince1970, targets: targets, work: work?.name, role: work?.role, key: key,
        what: what.cleaned(by: redactor)))
  }
}
