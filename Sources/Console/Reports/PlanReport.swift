public import StepCache
public import TaskGraph

/// What a build would do: every phase of every target, reused, to be built, or following another.
public struct PlanReport: Report {
  private let plan: Plan
  private let targets: [Work.ID: [Target]]
  /// What works that follow others read otherwise themselves.
  private let changes: [Work.ID: [KeyDifference]]

  /// Reports on a plan; `histories` tell what the targets' works were last made from.
  public init(_ plan: Plan, histories: [Target: History]) {
    let targets = targetsByWork(plan.pipelines) { plan[$0]?.work }
    var changes: [Work.ID: [KeyDifference]] = [:]
    for item in plan.items {
      guard case .follows = item.state else { continue }
      let earlier = (targets[item.work.id] ?? []).compactMap { histories[$0]?.items[item.work.name] }
      guard let last = earlier.max(by: { $0.built < $1.built }) else { continue }
      changes[item.work.id] = ownDifferences(of: item.work, since: last)
    }
    self.plan = plan
    self.targets = targets
    self.changes = changes.filter { !$0.value.isEmpty }
  }

  /// A table for each target, what is fetched and made beside them, and a line of counts.
  public var text: String {
    let tables = plan.pipelines.map { ([$0.target.goal] + Table().lines(rows(of: $0))).joined(separator: "\n") + "\n" }
    return tables.joined(separator: "\n") + "\n" + (supplyLines + [closing]).map { $0 + "\n" }.joined()
  }

  /// `{"complete": …, "targets": [{"target": …, "phases": […]}], "supplies": […]}`; see `PlanItemRecord`.
  public func encode(to encoder: any Encoder) throws {
    struct TargetRecord: Encodable {
      let target: String
      let phases: [PlanItemRecord]
    }
    enum Key: String, CodingKey { case complete, targets, supplies }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(plan.isComplete, forKey: .complete)
    try record.encode(
      plan.pipelines.map { pipeline in
        TargetRecord(target: pipeline.target.goal, phases: items(of: pipeline).map { itemRecord($0) })
      }, forKey: .targets)
    try record.encode(plan.items.filter { $0.work.role == .supply }.map { itemRecord($0) }, forKey: .supplies)
  }

  private func itemRecord(_ item: Plan.Item) -> PlanItemRecord {
    PlanItemRecord(item: item, targets: targets[item.work.id] ?? [], differences: changes[item.work.id])
  }

  private func items(of pipeline: Pipeline) -> [Plan.Item] { pipeline.phases.compactMap { plan[$0.work] } }

  private func rows(of pipeline: Pipeline) -> [[String]] {
    items(of: pipeline).map { item in
      let others = (targets[item.work.id] ?? []).filter { $0 != pipeline.target }
      let shared =
        others.isEmpty
        ? "" : "shared with " + (others.count > 2 ? "\(others.count) targets" : listed(others.map(\.name)))
      return state(of: item) + [shared]
    }
  }

  private func state(of item: Plan.Item) -> [String] {
    let name = item.work.name
    switch item.state {
    case .hit(let saved): return ["reuse", name, durationText(saved) + " saved"]
    case .miss(let reason):
      return ["build", name, Sentences.short(reason, inputs: inputNames(of: item.work, in: plan))]
    case .follows:
      let waitsFor = openInputs(of: item.work, in: plan)
      guard let changes = changes[item.work.id] else { return ["follow", name, waitsFor] }
      return ["build", name, Sentences.short(.changed(changes, since: 0), inputs: [:]) + ", after \(waitsFor)"]
    }
  }

  private var supplyLines: [String] {
    let supplies = plan.items.filter { item in
      if case .hit = item.state { false } else { item.work.role == .supply }
    }
    let downloads = supplies.filter(\.work.isDownload).map(\.work.name)
    let made = supplies.filter { !$0.work.isDownload }.map { state(of: $0) }
    let fetched =
      downloads.isEmpty ? [] : ["fetch \(counted(downloads.count, "download")): \(downloads.joined(separator: ", "))"]
    return made.map { "make \($0[1]): \($0[2])" } + fetched
  }

  private var closing: String {
    var (reused, built, following, saved) = (0, 0, 0, 0.0)
    for item in plan.items where item.work.role == .phase {
      switch item.state {
      case .hit(let seconds): (reused, saved) = (reused + 1, saved + seconds)
      case .miss: built += 1
      case .follows: if changes[item.work.id] == nil { following += 1 } else { built += 1 }
      }
    }
    let time = saved >= 0.5 ? " (\(durationText(saved)) saved)" : ""
    if plan.isComplete { return "nothing to build: all \(counted(reused, "phase")) are in the cache\(time)" }
    let parts = [(built, "to build"), (following, "to follow"), (reused, "reused")].filter { $0.0 > 0 }
    return parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + time
  }
}
