import Testing

@testable import ImageDisk

struct DiskLayoutTests {
  @Test func `the partitions follow each other without a gap`() throws {
    let layout = try DiskLayout(size: 20 << 30)
    #expect(layout.bios == .init(start: 2048, count: 2048))
    #expect(layout.efi == .init(start: 4096, count: 262144))
    #expect(layout.root.start == layout.efi.start + layout.efi.count)
  }

  @Test(arguments: [Int64(300) << 20, 20 << 30, 2 << 40]) func `the root ends a mebibyte before the disk`(size: Int64)
    throws
  {
    let root = try DiskLayout(size: size).root
    #expect(root.offset + root.size == size - 1 << 20)
    #expect(root.offset % (1 << 20) == 0)
  }

  @Test func `a disk without room for a root is refused`() {
    #expect(throws: DiskError.self) { try DiskLayout(size: DiskLayout.smallestSize - 1 << 20) }
    #expect(throws: Never.self) { try DiskLayout(size: DiskLayout.smallestSize) }
  }

  @Test func `a size between mebibytes is refused`() {
    #expect(throws: DiskError.self) { try DiskLayout(size: 20 << 30 + 512) }
  }

  @Test func `data is what a root of a given size leaves, where it can grow`() throws {
    let layout = try DiskLayout(size: 20 << 30, rootSize: 12 << 30)
    let data = try #require(layout.data)
    #expect(layout.root.size == 12 << 30)
    #expect(data.start == layout.root.start + layout.root.count)
    #expect(data.offset + data.size == 20 << 30 - 1 << 20)
    #expect(try layout.root.start == DiskLayout(size: 20 << 30).root.start)
    #expect(try DiskLayout(size: 20 << 30).data == nil)
  }

  @Test(arguments: [20 << 30, 12 << 30 + 512, 1 << 20] as [Int64])
  func `a root that leaves no room, or is none, is refused`(size: Int64) {
    #expect(throws: DiskError.self) { try DiskLayout(size: 20 << 30, rootSize: size) }
  }
}
