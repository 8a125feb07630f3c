public import StepCache

/// What came out of an archive into the cache.
public struct ImportReport: Report {
  private let imported: Imported

  /// Reports on what came in.
  public init(_ imported: Imported) {
    self.imported = imported
  }

  /// A line for each result that was refused, and a sum.
  public var text: String {
    let rows = imported.refused.map { [$0.name ?? "?", String($0.key.prefix(12)), $0.fault] }
    let present = imported.present > 0 ? ", \(imported.present) here already" : ""
    let refused = imported.refused.isEmpty ? "" : ", \(imported.refused.count) refused"
    let sum = "\(counted(imported.results, "result")) came in, \(sizeText(imported.bytes))\(present)\(refused)"
    return (Table(right: []).lines(rows) + [sum]).map { $0 + "\n" }.joined()
  }

  /// `{"results": …, "bytes": …, "present": …, "refused": [{"name": …, "key": …, "fault": …}], "fault": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case results, bytes, present, refused, fault
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(imported.results, forKey: .results)
    try record.encode(imported.bytes, forKey: .bytes)
    try record.encode(imported.present, forKey: .present)
    try record.encode(imported.refused, forKey: .refused)
    try record.encodeIfPresent(imported.fault, forKey: .fault)
  }
}
