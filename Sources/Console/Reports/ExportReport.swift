public import StepCache

/// What went into an archive of the cache.
public struct ExportReport: Report {
  private let exported: Exported
  private let file: String
  private let size: Int64

  /// Reports on this archive, of a size in bytes.
  public init(_ exported: Exported, in file: String, size: Int64) {
    self.exported = exported
    self.file = file
    self.size = size
  }

  /// One line.
  public var text: String {
    "\(file): \(counted(exported.results, "result")), \(sizeText(exported.bytes)) in \(sizeText(size))\n"
  }

  /// `{"file": …, "file_bytes": …, "results": …, "bytes": …, "left_out": [{"name": …, "secrets": {…}}]}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case file, results, bytes
      case fileBytes = "file_bytes"
      case leftOut = "left_out"
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(file, forKey: .file)
    try record.encode(size, forKey: .fileBytes)
    try record.encode(exported.results, forKey: .results)
    try record.encode(exported.bytes, forKey: .bytes)
    try record.encode(exported.leftOut, forKey: .leftOut)
  }

  /// Why results stayed out, one sentence for each.
  public static func notices(of exported: Exported) -> [String] {
    exported.leftOut.map { result in
      guard !result.secrets.isEmpty else {
        return "\(result.name) stays out of the archive: an older version of this program made it, which did not note "
          + "secrets"
      }
      let reads = result.secrets.sorted { $0.key < $1.key }.map { work, variables in
        "\(work) could read \(variables.joined(separator: ", "))"
      }
      return "\(result.name) stays out of the archive, as it may hold a secret: \(reads.joined(separator: "; "))"
    }
  }
}
