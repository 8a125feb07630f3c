import FoundationEssentials
public import StepCache
public import TaskGraph

/// The last builds of a target, the newest first, each with what changed since the one before.
public struct HistoryReport: Report {
  private let target: Target
  private let items: [PastBuildRecord]
  private let now: Int64

  /// Reports on a target's builds, the newest first.
  ///
  /// - Parameters:
  ///   - builds: all that are remembered.
  ///   - count: how many are told of, at least 0.
  ///   - now: the time in seconds since 1970.
  public init(_ builds: [PastBuild], of target: Target, count: Int, now: Int64) {
    self.target = target
    self.now = now
    self.items = builds.indices.prefix(count).map { place in
      let earlier = place + 1 < builds.count ? builds[place + 1] : nil
      return PastBuildRecord(build: builds[place], changes: earlier.map { builds[place].changes(since: $0) })
    }
  }

  /// A paragraph for each build: when, how it ended, what changed, what ran.
  public var text: String {
    if items.isEmpty { return "no build of \(target.goal) is known\n" }
    return items.map { paragraph($0).map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  /// `{"target": …, "builds": […]}`; see `PastBuildRecord`.
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case target, builds }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(target.goal, forKey: .target)
    try record.encode(items, forKey: .builds)
  }

  private func paragraph(_ item: PastBuildRecord) -> [String] {
    let build = item.build
    let asked = build.asked.isEmpty ? "" : "   \(build.asked.joined(separator: " "))"
    let head = "\(dateText(build.started))   \(agoText(now - build.started))   \(ending(of: build))\(asked)"
    return [head] + changes(item) + ran(build)
  }

  private func ending(of build: PastBuild) -> String {
    let took = "in \(durationText(build.seconds))"
    let failed = build.parts.filter { $0.outcome == .failed }.map(\.name)
    return switch build.outcome {
    case .built: "built \(took)"
    case .reused: "reused everything \(took)"
    case .failed: "failed \(took)" + (failed.isEmpty ? "" : ": \(listed(failed))")
    case .cancelled: "interrupted after \(durationText(build.seconds))"
    case .skipped: "stopped by another target's failure \(took)"
    }
  }

  private func changes(_ item: PastBuildRecord) -> [String] {
    guard let changes = item.changes else { return ["  the first one that is known"] }
    if changes.isEmpty { return ["  nothing changed"] }
    let rows = changes.map { change in
      let row = Sentences.row(change.difference, inputs: [:])
      return [change.part.map { "\($0): \(row[0])" } ?? row[0]] + row.dropFirst()
    }
    return Table().lines(rows)
  }

  private func ran(_ build: PastBuild) -> [String] {
    let built = build.parts.filter { $0.outcome == .built }.map { "\($0.name) \(durationText($0.seconds))" }
    return built.isEmpty ? [] : ["  built \(built.joined(separator: ", "))"]
  }

  /// The minute, in universal time.
  private func dateText(_ seconds: Int64) -> String {
    let text = Date(timeIntervalSince1970: Double(seconds)).formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.space))
    return "\(text.prefix(16)) UTC"
  }
}
