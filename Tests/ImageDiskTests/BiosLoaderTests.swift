import Testing

@testable import ImageDisk

struct BiosLoaderTests {
  private let partition = DiskLayout.Partition(start: 2048, count: 2048)

  @Test func `boot code knows the sector of core.img and trusts the BIOS's drive`() throws {
    let code = try BiosLoader.bootCode([UInt8](repeating: 0xee, count: 512), coreSector: 2048)
    #expect(code.count == 440)
    #expect(code[0x5c..<0x64] == [0x00, 0x08, 0, 0, 0, 0, 0, 0])
    #expect(code[0x66..<0x68] == [0x90, 0x90])
    #expect(code[0x5b] == 0xee && code[0x64] == 0xee && code[0x68] == 0xee)
  }

  @Test func `the first sector of core.img lists the others`() throws {
    let core = try BiosLoader.core([UInt8](repeating: 0xee, count: 512 * 3 + 1), in: partition)
    #expect(core.count == 512 * 4)
    #expect(core[0x1f4..<0x200] == [0x01, 0x08, 0, 0, 0, 0, 0, 0, 3, 0, 0x20, 0x08])
    #expect(core[0x1f3] == 0xee && core[0x200] == 0xee)
    #expect(core[(512 * 3 + 1)...].allSatisfy { $0 == 0 })
  }

  @Test func `a core.img that does not fit its partition is refused`() {
    #expect(throws: DiskError.self) { try BiosLoader.core([UInt8](repeating: 0, count: 2048 * 512 + 1), in: partition) }
    #expect(throws: DiskError.self) { try BiosLoader.core([], in: partition) }
  }

  @Test func `a boot.img of another size is refused`() {
    #expect(throws: DiskError.self) { try BiosLoader.bootCode([0xee], coreSector: 2048) }
  }
}
