import FoundationEssentials

/// What qemu-img knows of a disk's file without looking at the disk.
struct DiskFormat: Decodable, Equatable {
  private struct Specific: Decodable, Equatable {
    struct Details: Decodable, Equatable {
      let dataFile: String?
      enum CodingKeys: String, CodingKey { case dataFile = "data-file" }
    }
    let data: Details?
  }

  /// The format's name: `qcow2`.
  let format: String
  /// The size of the disk in bytes.
  let size: Int64
  /// The room that the file takes, in bytes.
  let stored: Int64
  private let backing: String?
  private let specific: Specific?

  enum CodingKeys: String, CodingKey {
    case format
    case size = "virtual-size"
    case stored = "actual-size"
    case backing = "backing-filename"
    case specific = "format-specific"
  }

  /// True where the disk may lie in this file alone, byte by byte.
  var mayBeMapped: Bool {
    ["raw", "qcow2"].contains(format) && backing == nil && specific?.data?.dataFile == nil
  }
}
