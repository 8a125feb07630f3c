import CExt2
import Digests

/// An ext2, ext3 or ext4 file system on a disk, read without mounting it.
final class Volume {
  private let disk: Disk
  private let handle: OpaquePointer

  /// Opens the file system that begins at an offset of the disk; throws `InspectionError` where there is none.
  init(_ disk: Disk, at offset: Int64) throws(InspectionError) {
    var handle: OpaquePointer?
    let code = cext2_open_volume(disk.handle, offset, &handle)
    guard code == 0, let handle else { throw InspectionError(Self.message(code)) }
    self.disk = disk
    self.handle = handle
  }

  deinit { cext2_close_volume(handle) }

  /// The size of the file system, and what of that is free, in bytes.
  var measure: (size: Int64, free: Int64) {
    var (size, free): (Int64, Int64) = (0, 0)
    cext2_measure(handle, &size, &free)
    return (size, free)
  }

  /// More names than there is room for, 12 bytes for each, or than anyone wants to read.
  var nameLimit: Int { min(Int(clamping: measure.size / 12), 1 << 24) }

  /// The root directory.
  var root: UInt32 { cext2_root() }

  /// The inode of a path from the root, following links; nil where there is none.
  func find(_ path: String) -> UInt32? {
    let inode = cext2_find(handle, path)
    return inode == 0 ? nil : inode
  }

  /// What an inode says.
  func inode(_ number: UInt32) throws(InspectionError) -> cext2_inode {
    var inode = cext2_inode()
    try check(cext2_read_inode(handle, number, &inode))
    return inode
  }

  /// The names in a directory with their inodes, in the order in which they are stored; too many are an error.
  func entries(of directory: UInt32) throws(InspectionError) -> [(name: [UInt8], inode: UInt32)] {
    var found: [(name: [UInt8], inode: UInt32)] = []
    let code = withUnsafeMutablePointer(to: &found) { found in
      cext2_list(
        handle, directory, nameLimit,
        { name, length, inode, context in
          let bytes = UnsafeRawBufferPointer(start: name, count: length)
          context?.assumingMemoryBound(to: [(name: [UInt8], inode: UInt32)].self).pointee.append((Array(bytes), inode))
        }, found)
    }
    try check(code)
    return found
  }

  /// A file's content, of which no more than `limit` bytes are read.
  func content(of inode: UInt32, limit: Int) throws(InspectionError) -> [UInt8] {
    var taken = (bytes: [UInt8](), limit: limit)
    let code = withUnsafeMutablePointer(to: &taken) { taken in
      cext2_read_file(
        handle, inode,
        { bytes, count, context in
          guard let taken = context?.assumingMemoryBound(to: (bytes: [UInt8], limit: Int).self) else { return 1 }
          taken.pointee.bytes += UnsafeRawBufferPointer(start: bytes, count: count)
          return taken.pointee.bytes.count < taken.pointee.limit ? 0 : 1
        }, taken)
    }
    try check(code)
    return Array(taken.bytes.prefix(limit))
  }

  /// The digest of a file's content.
  func digest(of inode: UInt32) throws(InspectionError) -> ContentDigest {
    let pieces = DigestInPieces()
    let code = cext2_read_file(
      handle, inode,
      { bytes, count, context in
        guard let context else { return 1 }
        let pieces = Unmanaged<DigestInPieces>.fromOpaque(context).takeUnretainedValue()
        pieces.take(UnsafeRawBufferPointer(start: bytes, count: count))
        return 0
      }, Unmanaged.passUnretained(pieces).toOpaque())
    try check(code)
    return pieces.finish()
  }

  /// Where a link points to.
  func target(of link: UInt32) throws(InspectionError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    var length = 0
    let code = bytes.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { room in
        room.baseAddress.map { cext2_read_link(handle, link, $0, room.count, &length) } ?? 0
      }
    }
    try check(code)
    return Array(bytes.prefix(length))
  }

  /// The extended attributes of an inode by name.
  func attributes(of inode: UInt32) throws(InspectionError) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    let code = withUnsafeMutablePointer(to: &found) { found in
      cext2_list_attributes(
        handle, inode,
        { name, value, count, context in
          let bytes = Array(UnsafeRawBufferPointer(start: value, count: count))
          context?.assumingMemoryBound(to: [String: [UInt8]].self).pointee[String(cString: name)] = bytes
        }, found)
    }
    try check(code)
    return found
  }

  private func check(_ code: Int) throws(InspectionError) {
    guard code == 0 else { throw InspectionError("the file system cannot be read: \(Self.message(code))") }
  }

  private static func message(_ code: Int) -> String { String(cString: cext2_message(code)) }
}
