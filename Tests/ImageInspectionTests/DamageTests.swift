import FoundationEssentials
import Inspection
import Shell
import SystemPackage
import TestSupport
import Testing

@testable import ImageInspection

/// What lies about its size.
@Suite struct DamageTests {
  static let hasPrograms = ["qemu-img", "sfdisk", "mkfs.ext4"].allSatisfy { findProgram($0) != nil }

  @Test(.enabled(if: hasPrograms)) func `a file system that claims more than its disk has is none`() async throws {
    try await withTestDirectory { folder in
      let disk = try await SmallDisk("disk", in: folder)
      #expect(try await inspectImage(disk.file).system?.size == 20 << 20)
      // A thousand times the groups of blocks, with their inodes: nothing else contradicts it.
      let groups: UInt32 = 3 * 1000
      let file = try FileDescriptor.open(disk.file, .readWrite)
      func number(at place: Int64) throws -> UInt32 {
        var bytes: [UInt8] = [0, 0, 0, 0]
        _ = try bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: place, into: $0) }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
      }
      func write(_ number: UInt32, at place: Int64) throws {
        _ = try file.writeAll(toAbsoluteOffset: place, (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
      }
      let superblock = SmallDisk.offset + 1024
      try write(try number(at: superblock + 40) * groups, at: superblock)
      try write(try number(at: superblock + 32) * groups, at: superblock + 4)
      try file.close()
      let image = try await inspectImage(disk.file)
      #expect(image.system == nil)
      #expect(image.remarks.contains("no ext4 file system with a Linux system was found on it"))
    }
  }

  @Test(.enabled(if: hasPrograms)) func `files that claim many times what there is are refused`() async throws {
    try await withTestDirectory { folder in
      let disk = try await SmallDisk(
        "disk", in: folder, change: "for name in $(seq 1 20); do truncate -s 19M big/holes-$name; done")
      let error = await #expect(throws: InspectionError.self) { try await readContents(disk.file) }
      #expect(error?.message.contains("would need many times the room that it has") == true)
    }
  }

  @Test func `runs that have no end are none`() throws {
    func runs(_ start: Int64, _ length: Int64, _ offset: Int64) throws -> [DiskRun]? {
      try DiskMap.runs(
        #"[{"start": \#(start), "length": \#(length), "depth": 0, "zero": false, "data": true, "offset": \#(offset)}]"#)
    }
    #expect(try runs(0, 512, 1024) == [DiskRun(start: 0, length: 512, offset: 1024)])
    for (start, length, offset) in [(Int64.max, 512, 0), (0, .max, 0), (0, 512, .max), (-512, 512, 0), (0, 512, -1)]
      as [(Int64, Int64, Int64)]
    {
      #expect(try runs(start, length, offset) == nil, "\(start) \(length) \(offset)")
    }
  }

  @Test func `parts that no disk can have are left out`() throws {
    let text = """
      {"partitiontable": {"label": "gpt", "sectorsize": 512, "partitions": [
        {"node": "/d1", "start": 2048, "size": 100, "type": "83"},
        {"node": "/d2", "start": \(Int64.max), "size": 1, "type": "83"},
        {"node": "/d3", "start": 1, "size": \(Int64.min), "type": "83"},
        {"node": "/d4", "start": -1, "size": 1, "type": "83"}]}}
      """
    let table = try JSONDecoder().decode(SfdiskOutput.self, from: Data(text.utf8)).table(of: "/d")
    #expect(table.partitions.map(\.number) == [1])
    #expect(table.partitions.map(\.start) == [1 << 20])
  }
}
