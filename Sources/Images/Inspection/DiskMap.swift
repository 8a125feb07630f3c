import FoundationEssentials

/// Where the bytes of a disk lie in its file, as `qemu-img map --output=json` tells it.
enum DiskMap {
  private struct Extent: Decodable {
    let start: Int64
    let length: Int64
    let depth: Int
    let zero: Bool
    let data: Bool
    let offset: Int64?
  }

  /// The runs in order; nil where some bytes lie in no file as they are, because they are compressed or in another file.
  ///
  /// Throws `DecodingError`.
  static func runs(_ json: String) throws -> [DiskRun]? {
    let extents = try JSONDecoder().decode([Extent].self, from: Data(json.utf8))
    var runs: [DiskRun] = []
    for extent in extents where extent.data && !extent.zero {
      guard let offset = extent.offset, extent.depth == 0, extent.length > 0,
        DiskRun.isPossible(start: extent.start, length: extent.length),
        DiskRun.isPossible(start: offset, length: extent.length)
      else { return nil }
      if let last = runs.last, last.start + last.length > extent.start { return nil }
      runs.append(DiskRun(start: extent.start, length: extent.length, offset: offset))
    }
    return runs
  }
}
