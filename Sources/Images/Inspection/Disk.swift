import CExt2
import Digests
import Glibc
import SystemPackage

/// A disk in a file, open for reading.
final class Disk {
  /// What libext2fs reads through.
  let handle: OpaquePointer
  /// The runs that are not zero.
  private let runs: [DiskRun]

  /// Opens a disk of a size in bytes whose runs are in order; throws `InspectionError`.
  init(_ file: FilePath, size: Int64, runs: [DiskRun]) throws(InspectionError) {
    let own = runs.map { cext2_run(start: $0.start, length: $0.length, offset: $0.offset) }
    guard let handle = file.withPlatformString({ cext2_open_disk($0, size, own, own.count) }) else {
      throw InspectionError("cannot read \(file): \(Errno(rawValue: errno))")
    }
    self.handle = handle
    self.runs = runs
  }

  deinit { cext2_close_disk(handle) }

  /// Bytes of the disk.
  func read(_ count: Int, at offset: Int64) throws(InspectionError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try read(into: &bytes, count, at: offset)
    return bytes
  }

  private func read(into bytes: inout [UInt8], _ count: Int, at offset: Int64) throws(InspectionError) {
    let error = cext2_read_disk(handle, offset, &bytes, count)
    guard error == 0 else { throw InspectionError("the disk cannot be read: \(Errno(rawValue: error))") }
  }

  /// The digest of a part of the disk that passes over zeros: it is the same whatever the format of the file.
  func digest(of part: Range<Int64>) throws -> ContentDigest {
    let step: Int64 = 1 << 20
    var hasher = Hasher256()
    hasher.update("\(part.count)\n")
    var block = [UInt8](repeating: 0, count: Int(step))
    var next = part.lowerBound
    for run in runs where run.start + run.length > next && run.start < part.upperBound {
      // Blocks stand at multiples of their size from the beginning of the part, however long runs are.
      if run.start > next { next += (run.start - next) / step * step }
      while next < min(run.start + run.length, part.upperBound) {
        let count = Int(min(step, part.upperBound - next))
        try read(into: &block, count, at: next)
        if block.prefix(count).contains(where: { $0 != 0 }) {
          hasher.update("\(next - part.lowerBound)\n")
          hasher.update(block.span.bytes.extracting(0..<count))
        }
        next += step
      }
    }
    return hasher.finalize()
  }
}
