public import StepCache

/// What the cache holds.
public struct UsageReport: Report {
  private let usage: Usage
  private let place: String

  /// Reports on the store in this folder.
  public init(_ usage: Usage, at place: String) {
    self.usage = usage
    self.place = place
  }

  /// A row for each phase and supply, the largest first, then one for each folder of other things, and the sum.
  public var text: String {
    let results = usage.rows + (usage.superseded.results > 0 ? [usage.superseded] : [])
    let rows =
      results.map { [$0.name, counted($0.results, "result"), sizeText($0.bytes)] }
      + usage.folders.map { [$0.name, counted($0.files, "file"), sizeText($0.bytes)] }
    let sum = "\(place): \(sizeText(usage.bytes)), \(sizeText(usage.free)) free"
    return (Table(right: [1, 2]).lines(rows) + [sum]).map { $0 + "\n" }.joined()
  }

  /// `{"folder": …, "bytes": …, "free_bytes": …, "rows": [{"name": …, "results": …, "bytes": …}], "superseded": {…},
  /// "folders": [{"name": …, "files": …, "bytes": …}]}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case folder, bytes, rows, superseded, folders
      case freeBytes = "free_bytes"
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(place, forKey: .folder)
    try record.encode(usage.bytes, forKey: .bytes)
    try record.encode(usage.free, forKey: .freeBytes)
    try record.encode(usage.rows, forKey: .rows)
    try record.encode(usage.superseded, forKey: .superseded)
    try record.encode(usage.folders, forKey: .folders)
  }
}
