public import Inspection

/// In what two images differ, in words.
public struct ImageDifferenceReport: Report {
  /// How many lines of a section people see who did not ask for all.
  public static let usualLimit = 40

  private let names: (old: String, new: String)
  private let difference: ImageDifference?
  private let build: BuildDifference
  /// How many lines of a section people see; nil for all.
  private let limit: Int?

  /// Reports on two images.
  ///
  /// - Parameters:
  ///   - names: how the images were asked for.
  ///   - difference: in what they differ; nil where every byte of their disks is the same.
  ///   - build: in what they say that they were built differently.
  ///   - limit: how many lines of a section people see; nil for all.
  public init(
    _ names: (old: String, new: String), _ difference: ImageDifference?, build: BuildDifference, limit: Int?
  ) {
    self.names = names
    self.difference = difference
    self.build = build
    self.limit = limit
  }

  /// A summary, then a section for each sort of difference.
  public var text: String {
    guard let difference else { return "\(names.old) and \(names.new) are the same to the last byte\n" }
    let sections = [
      section("system", difference.system.map(row)),
      section("packages", difference.packages.map { [$0.name, $0.from ?? "(none)", "->", $0.to ?? "(none)"] }),
      section("units", difference.units.map(row)),
      section("kernel arguments", difference.kernelArguments.map { [$0.to == nil ? "-" : "+", $0.name] }),
      section("variables", build.variables.map { [$0.name] + shortRow($0) }),
      section("phases", build.fields.map { [$0.part, $0.field, $0.from ?? "(none)", "->", $0.to ?? "(none)"] }),
      section("partitions", difference.partitions.map(row)),
      section("files", FileLines(difference.files).rows),
    ]
    let summary = [names.old + " -> " + names.new] + Table().lines(counts(difference))
    return (summary + sections.flatMap { $0 }).map { $0 + "\n" }.joined()
  }

  private func counts(_ difference: ImageDifference) -> [[String]] {
    let packages = difference.packages
    let added = packages.filter { $0.from == nil }.count
    let removed = packages.filter { $0.to == nil }.count
    let rows: [(String, String)] = [
      ("system", difference.system.map(\.name).joined(separator: ", ")),
      (
        "packages",
        tally([(packages.count - added - removed, "of another version"), (added, "added"), (removed, "removed")])
      ),
      ("units", tally([(difference.units.count, "changed")])),
      (
        "kernel arguments",
        tally([
          (difference.kernelArguments.filter { $0.from == nil }.count, "added"),
          (difference.kernelArguments.filter { $0.to == nil }.count, "removed"),
        ])
      ),
      ("variables", tally([(build.variables.count, "changed")])),
      ("phases", build.phases.isEmpty ? "" : "asked otherwise: " + build.phases.joined(separator: ", ")),
      ("partitions", difference.partitions.map(\.name).joined(separator: ", ")),
      ("identifiers", difference.identifiers.isEmpty ? "" : "of the disk and its parts"),
      ("files", FileLines.tally(difference.files)),
    ].filter { !$0.1.isEmpty }
    if rows.isEmpty { return [["bytes", "only times, the order of files, or what no partition holds"]] }
    return rows.map { [$0.0, $0.1.printable] }
  }

  private func tally(_ counts: [(Int, String)]) -> String {
    counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private func section(_ title: String, _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let shown = rows.prefix(limit ?? rows.count).map { $0.map(\.printable) }
    let more = rows.count - shown.count
    return ["", title] + Table().lines(shown) + (more > 0 ? ["  and \(more) more (--all)"] : [])
  }

  private func row(_ change: ValueChange) -> [String] {
    [change.name, change.from ?? "(none)", "->", change.to ?? "(none)"]
  }

  private func shortRow(_ change: ValueChange) -> [String] {
    [change.from.map(shortValue) ?? "(none)", "->", change.to.map(shortValue) ?? "(none)"]
  }

  /// `{"same": …, "old": …, "new": …, "difference": …, "build": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case same, old, new, difference, build }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(difference == nil, forKey: .same)
    try record.encode(names.old, forKey: .old)
    try record.encode(names.new, forKey: .new)
    try record.encodeIfPresent(difference, forKey: .difference)
    if difference != nil { try record.encode(build, forKey: .build) }
  }
}
