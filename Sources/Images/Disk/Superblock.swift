/// The superblock of ext4, for the one field of it that no tool can fix everywhere.
///
/// `s_kbytes_written` counts what mkfs wrote; that depends on holes in the files which it copied, though what is on the
/// disk does not (e2fsprogs 1.47.0). `debugfs` changes it in the first superblock only.
enum Superblock {
  static let size = 1024
  private static let magicOffset = 0x38
  private static let writtenOffset = 0x178
  private static let checksumOffset = 0x3fc

  /// `bytes` with nothing written yet, and its checksum right again.
  static func cleared(_ bytes: [UInt8]) throws(DiskError) -> [UInt8] {
    guard bytes.count == size, bytes[magicOffset] == 0x53, bytes[magicOffset + 1] == 0xef else {
      throw DiskError("mkfs.ext4 left no superblock where one belongs")
    }
    var bytes = bytes
    for index in writtenOffset..<writtenOffset + 8 { bytes[index] = 0 }
    let checksum = castagnoli(bytes[..<checksumOffset])
    for index in 0..<4 { bytes[checksumOffset + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(index))) }
    return bytes
  }

  /// CRC-32C as ext4 uses it: seeded with ones, not inverted at the end.
  static func castagnoli(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var checksum = UInt32.max
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0x82f6_3b78 : checksum >> 1 }
    }
    return checksum
  }
}
