/// Where the partitions of a disk are; a pure function of its size and the root's.
public struct DiskLayout: Sendable, Equatable {
  /// A run of sectors of 512 bytes.
  public struct Partition: Sendable, Equatable {
    /// The first sector.
    public let start: Int64
    /// How many sectors.
    public let count: Int64

    /// The first byte.
    public var offset: Int64 { start * DiskLayout.sectorSize }
    /// How many bytes.
    public var size: Int64 { count * DiskLayout.sectorSize }
  }

  /// Bytes in a sector.
  public static let sectorSize: Int64 = 512
  private static let mebibyte: Int64 = 1 << 20
  /// FAT32 needs 65525 clusters; loaders and their updates need some 16 MiB.
  private static let efiSize = 128 * mebibyte
  /// The journal alone takes 64 MiB; the same for data.
  private static let smallestRoot = 128 * mebibyte

  /// The smallest disk that has a layout, in bytes.
  public static let smallestSize = 2 * mebibyte + efiSize + smallestRoot + mebibyte

  /// The whole disk, in bytes.
  public let size: Int64
  /// Partition 1: GRUB's `core.img` for machines that boot by BIOS.
  public let bios: Partition
  /// Partition 2: the EFI system partition.
  public let efi: Partition
  /// Partition 3: the root file system, which can grow where it is the last one.
  public let root: Partition
  /// Partition 4, the last one so that it can grow, where there is one: data.
  public let data: Partition?

  /// The layout of a disk of `size` bytes, a multiple of 1 MiB.
  ///
  /// - Parameter rootSize: the size of the root in bytes, a multiple of 1 MiB, where what is left is for data; nil where the
  ///   root is all that is left.
  public init(size: Int64, rootSize: Int64? = nil) throws(DiskError) {
    guard size % Self.mebibyte == 0 else {
      throw DiskError("a disk of \(size) bytes is not a multiple of 1 MiB")
    }
    guard size >= Self.smallestSize else {
      throw DiskError(
        "a disk of \(size) bytes is too small", hint: "the smallest has \(Self.smallestSize / Self.mebibyte) MiB")
    }
    func partition(from start: Int64, to end: Int64) -> Partition {
      Partition(start: start / Self.sectorSize, count: (end - start) / Self.sectorSize)
    }
    self.size = size
    bios = partition(from: Self.mebibyte, to: 2 * Self.mebibyte)
    efi = partition(from: 2 * Self.mebibyte, to: 2 * Self.mebibyte + Self.efiSize)
    let rootStart = 2 * Self.mebibyte + Self.efiSize
    // The last MiB holds the second partition table.
    let end = size - Self.mebibyte
    guard let rootSize else {
      root = partition(from: rootStart, to: end)
      data = nil
      return
    }
    guard rootSize % Self.mebibyte == 0, rootSize >= Self.smallestRoot else {
      throw DiskError(
        "a root of \(rootSize) bytes is not a multiple of 1 MiB, or less than \(Self.smallestRoot >> 20) MiB")
    }
    guard rootStart + rootSize + Self.smallestRoot <= end else {
      throw DiskError("a disk of \(size) bytes has no room for data beside a root of \(rootSize)")
    }
    root = partition(from: rootStart, to: rootStart + rootSize)
    data = partition(from: rootStart + rootSize, to: end)
  }
}
