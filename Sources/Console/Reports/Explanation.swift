import StepCache
import TaskGraph

/// Why one phase will run, or will not.
struct Explanation: Encodable, Sendable {
  enum Key: String, CodingKey {
    case phase, runs, reason, differences, follows
    case lastBuilt = "last_built"
  }

  /// The phase.
  let work: Work
  private let item: Plan.Item
  private let last: History.Item?
  private let ago: String?
  private let inputs: [String: String]
  private let waitsFor: String
  /// The supplies that are made or fetched otherwise than the last time.
  private let followers: String
  /// What differs from the last time, as far as that is known before its inputs are done.
  private let differences: [KeyDifference]

  /// Puts together what is known of a phase.
  init(_ item: Plan.Item, in plan: Plan, history: History, now: Int64) {
    let last = history.items[item.work.name]
    self.item = item
    self.work = item.work
    self.last = last
    self.inputs = inputNames(of: item.work, in: plan)
    self.waitsFor = openInputs(of: item.work, in: plan)
    var changed: Set<String> = []
    if case .miss(.changed(let differences, _)) = item.state {
      changed = Set(differences.map(\.field).filter { $0.kind == .supply }.map(\.name))
    }
    self.followers = supplyNames(of: item.work, in: plan) { changed.contains($0) }
    switch item.state {
    case .miss(.changed(let differences, let since)):
      self.differences = differences
      self.ago = agoText(now - since)
    case .follows:
      self.differences = last.map { ownDifferences(of: item.work, since: $0) } ?? []
      self.ago = last.map { agoText(now - $0.built) }
    default:
      self.differences = []
      self.ago = last.map { agoText(now - $0.built) }
    }
  }

  /// True where it is certain that it runs: it has a reason of its own.
  var willRun: Bool {
    switch item.state {
    case .hit: false
    case .miss: true
    case .follows: last == nil || !differences.isEmpty
    }
  }

  /// A sentence, and a row for each difference.
  var lines: [String] {
    var rows = Table().lines(own.map { Sentences.row($0, inputs: inputs) })
    if case .miss(.outdated(let changes)) = item.state { rows = Table().lines(changes.map { Sentences.row($0) }) }
    return [work.name + headline] + rows + (consequence.map { ["  " + $0] } ?? [])
  }

  /// The differences without those of supplies, which follow from them where there are others.
  private var own: [KeyDifference] {
    let own = differences.filter { $0.field.kind != .supply }
    return own.isEmpty ? differences : own
  }

  private var consequence: String? {
    switch item.state {
    case .follows: willRun ? "it waits for \(waitsFor)" : nil
    default: followers.isEmpty || own.count == differences.count ? nil : Sentences.following(followers)
    }
  }

  private var changeCount: Int { own.count }

  private var headline: String {
    switch item.state {
    case .hit: " will not run: nothing changed since it was built" + (ago.map { " (\($0))" } ?? "")
    case .miss(.changed): " will run: " + Sentences.changed(changeCount, ago: ago)
    case .miss(let reason): " will run: " + Sentences.long(reason, ago: ago)
    case .follows where last == nil: " will run: " + Sentences.long(.neverBuilt, ago: nil)
    case .follows where differences.isEmpty: " follows \(waitsFor): it runs if what it takes in has changed"
    case .follows: " will run: " + Sentences.changed(changeCount, ago: ago)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(work.name, forKey: .phase)
    try record.encode(willRun, forKey: .runs)
    try record.encodeIfPresent(last?.built, forKey: .lastBuilt)
    switch item.state {
    case .hit: break
    case .miss(let reason): try record.encode(ReasonRecord(reason: reason), forKey: .reason)
    case .follows(let names):
      try record.encode(names, forKey: .follows)
      try record.encode(differences.map { DifferenceRecord($0) }, forKey: .differences)
    }
  }
}
