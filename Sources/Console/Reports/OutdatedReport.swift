public import Engine
public import TaskGraph

/// What package archives have otherwise than images hold.
public struct OutdatedReport: Report {
  /// A phase or supply that took packages from an archive.
  public struct Row: Sendable {
    let work: Work
    let targets: [Target]
    let resolved: Int64
    let changes: [PackageChange]

    /// Notes how an archive differs by now from what a work took from it.
    public init(_ kept: KeptWork, changes: [PackageChange]) {
      work = kept.work
      targets = kept.targets
      resolved = kept.resolved
      self.changes = changes
    }
  }

  private let rows: [Row]
  private let missing: [String]
  private let now: Int64

  /// Reports on works in their order.
  ///
  /// - Parameters:
  ///   - rows: the works that took packages.
  ///   - missing: the phases that the cache lacks, of which nothing can be said.
  ///   - now: the time in seconds since 1970.
  public init(_ rows: [Row], missing: [String], now: Int64) {
    self.rows = rows
    self.missing = missing
    self.now = now
  }

  /// True where an archive has something else for one of them.
  public var isOutdated: Bool { rows.contains { !$0.changes.isEmpty } }

  /// A paragraph for each work, and what to do.
  public var text: String {
    let paragraphs = rows.flatMap { row in
      let age = agoText(now - row.resolved)
      guard !row.changes.isEmpty else { return ["\(row.work.name) has what the archive has (chosen \(age))"] }
      let changes = row.changes.map { Sentences.row($0) }
      let count = counted(row.changes.count, "package")
      return ["\(row.work.name) would get \(count) otherwise (chosen \(age))"] + Table().lines(changes)
    }
    let lacking =
      missing.isEmpty ? [] : ["nothing is known of \(listed(missing)): not built with these variables"]
    let closing = isOutdated ? ["REFRESH=1 builds what is outdated anew"] : []
    return (paragraphs + lacking + closing).map { $0 + "\n" }.joined()
  }

  /// `{"outdated": …, "works": [{"phase": …, "targets": […], "resolved": …, "packages": [{"name": …, "from": …, "to":
  /// …}]}], "missing": […]}`, with `supply` in the place of `phase` for one.
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case outdated, works, missing }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(isOutdated, forKey: .outdated)
    try record.encode(missing, forKey: .missing)
    try record.encode(rows.map { RowRecord(row: $0) }, forKey: .works)
  }

  private struct RowRecord: Encodable {
    enum Key: String, CodingKey { case phase, supply, targets, resolved, packages }
    let row: Row

    func encode(to encoder: any Encoder) throws {
      var record = encoder.container(keyedBy: Key.self)
      try record.encode(row.work.name, forKey: row.work.role == .supply ? .supply : .phase)
      try record.encode(row.targets.map(\.goal), forKey: .targets)
      try record.encode(row.resolved, forKey: .resolved)
      try record.encode(row.changes, forKey: .packages)
    }
  }
}
