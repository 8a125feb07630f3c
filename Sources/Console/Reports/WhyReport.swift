public import StepCache
public import TaskGraph

/// Why phases of a target will run, or will not.
public struct WhyReport: Report {
  let target: Target
  let explanations: [Explanation]
  /// What follows without a reason of its own.
  let followers: [String]
  /// What the works of the plan take in.
  private let takenIn: [Work.ID]

  /// Explains one phase, or all that will run.
  ///
  /// Throws `UsageError` where the target has no such phase.
  ///
  /// - Parameters:
  ///   - plan: what a build would do.
  ///   - pipeline: the target's, out of that plan.
  ///   - phase: the phase that is asked about; nil for all that will run.
  ///   - history: what the target's works were last made from.
  ///   - now: the time in seconds since 1970.
  public init(_ plan: Plan, _ pipeline: Pipeline, phase: PhaseName?, history: History, now: Int64) throws(UsageError) {
    target = pipeline.target
    if let phase {
      guard let asked = pipeline.phase(phase), let item = plan[asked.work] else {
        throw UsageError(
          "\(pipeline.target.goal) has no phase `\(phase)`",
          hint: "its phases are \(listed(pipeline.phases.map(\.name.rawValue)))")
      }
      explanations = [Explanation(item, in: plan, history: history, now: now)]
    } else {
      explanations = pipeline.phases.compactMap { plan[$0.work] }
        .map { Explanation($0, in: plan, history: history, now: now) }.filter(\.willRun)
    }
    takenIn = plan.items.flatMap(\.work.inputs).map(\.work)
    followers = Self.followers(of: explanations.map(\.work), in: plan, pipeline)
  }

  /// The phases after these that have yet to see what these leave.
  private static func followers(of works: [Work], in plan: Plan, _ pipeline: Pipeline) -> [String] {
    var reached = Set(works.map(\.id))
    var names: [String] = []
    for item in plan.items {
      guard case .follows = item.state, item.work.inputs.contains(where: { reached.contains($0.work) }) else {
        continue
      }
      guard reached.insert(item.work.id).inserted else { continue }
      if pipeline.phases.contains(where: { $0.work == item.work.id }) { names.append(item.work.name) }
    }
    return names
  }

  /// A paragraph for each phase, and what follows.
  public var text: String {
    if explanations.isEmpty { return "nothing of \(target.goal) will run: every phase is in the cache\n" }
    var lines = explanations.flatMap(\.lines)
    if !followers.isEmpty {
      let verb = followers.count == 1 ? "follows" : "follow"
      lines.append("\(followers.joined(separator: ", ")) \(verb) \(listed(leaders))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The explained phases that others take in.
  private var leaders: [String] {
    let taken = Set(takenIn)
    let leaders = explanations.filter { taken.contains($0.work.id) }
    return (leaders.isEmpty ? explanations : leaders).map(\.work.name)
  }

  /// `{"target": …, "phases": […], "followers": […]}`; see `Explanation`.
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case target, phases, followers }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(target.goal, forKey: .target)
    try record.encode(explanations, forKey: .phases)
    try record.encode(followers, forKey: .followers)
  }
}
