import Storage
import SystemPackage

/// What a disk, or somebody who meant well, does to the content of a file.
enum Harm: CaseIterable {
  case flippedBit, garbage, cut, emptied, gone

  /// Does it to a file, in place: what a disk loses has neither a new name nor a new inode.
  func happen(to file: FilePath, _ random: inout SeededGenerator) throws {
    if self == .gone { return try removeTree(file) }
    let size = try fileStatus(file).size
    let place = Int64.random(in: 0..<max(size, 1), using: &random)
    // Something else than was there, whatever that was: zeros to a good part.
    let mask: [UInt8] =
      switch self {
      case .flippedBit: [1 << UInt8.random(in: 0...7, using: &random)]
      case .garbage: (0..<min(4096, size - place)).map { _ in UInt8.random(in: 1...255, using: &random) }
      case .cut, .emptied, .gone: []
      }
    let open = try FileDescriptor.open(file, .readWrite)
    try open.closeAfter {
      if size == 0 { return _ = try open.writeAll([UInt8.random(in: 0...255, using: &random)]) }
      if mask.isEmpty { return try open.resize(to: self == .cut ? place : 0) }
      var bytes = [UInt8](repeating: 0, count: mask.count)
      _ = try bytes.withUnsafeMutableBytes { try open.read(fromAbsoluteOffset: place, into: $0) }
      _ = try open.writeAll(toAbsoluteOffset: place, zip(bytes, mask).map { $0 ^ $1 })
    }
  }
}
