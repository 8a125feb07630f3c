/// GRUB for machines that boot by BIOS, put in place without `grub-bios-setup`, which wants a block device.
///
/// Offsets are those of GRUB's `boot.S`, `diskboot.S` and `include/grub/i386/pc/boot.h`.
enum BiosLoader {
  /// Where the image keeps GRUB's modules.
  static let modules = "/usr/lib/grub/i386-pc"
  /// Where GRUB finds them at boot: the third partition of the disk that it was started from.
  static let prefix = "(,gpt3)/boot/grub"
  /// What it needs to get there; the rest is loaded from the root.
  static let embedded = ["biosdisk", "part_gpt", "ext2", "normal", "search", "search_fs_uuid"]

  private static let sectorSize = 512
  /// The list of sectors that the first sector of `core.img` loads; its first entry ends the sector.
  private static let blockListOffset = 0x1f4
  /// Where the second sector goes in memory, in paragraphs.
  private static let blockListSegment: UInt16 = 0x0820
  /// `boot.img` holds the sector of `core.img` here.
  private static let kernelSectorOffset = 0x5c
  /// A jump that trusts the drive number of the BIOS unless it is replaced, as `grub-bios-setup` does for hard disks.
  private static let driveCheckOffset = 0x66
  /// What follows in the first sector is the disk's signature and the protective partition table.
  private static let bootCodeSize = 440

  /// `boot.img` as the first bytes of a disk that has `core.img` at `sector`.
  static func bootCode(_ bootImage: [UInt8], coreSector sector: Int64) throws(DiskError) -> [UInt8] {
    guard bootImage.count == sectorSize else {
      throw DiskError("GRUB's boot.img has \(bootImage.count) bytes instead of \(sectorSize)")
    }
    var code = bootImage
    write(UInt64(sector), into: &code, at: kernelSectorOffset)
    code[driveCheckOffset] = 0x90
    code[driveCheckOffset + 1] = 0x90
    return Array(code.prefix(bootCodeSize))
  }

  /// `core.img` as it stands in `partition`: whole sectors, the first of which says where the others are.
  static func core(_ image: [UInt8], in partition: DiskLayout.Partition) throws(DiskError) -> [UInt8] {
    let sectors = (image.count + sectorSize - 1) / sectorSize
    guard sectors >= 2, Int64(sectors) <= partition.count else {
      throw DiskError("GRUB's core.img of \(image.count) bytes does not fit a partition of \(partition.size)")
    }
    var core = image + [UInt8](repeating: 0, count: sectors * sectorSize - image.count)
    write(UInt64(partition.start + 1), into: &core, at: blockListOffset)
    write(UInt16(sectors - 1), into: &core, at: blockListOffset + 8)
    write(blockListSegment, into: &core, at: blockListOffset + 10)
    return core
  }

  private static func write(_ value: some FixedWidthInteger, into bytes: inout [UInt8], at offset: Int) {
    for index in 0..<(value.bitWidth / 8) {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}
