import Digests
import SystemPackage
import TestSupport
import Testing

@Suite struct SparseDigestTests {
  /// A file of 8 MiB with bytes at some places; where there is nothing it has holes, or zeros that were written.
  private func write(_ bytes: [Int64: UInt8], to path: FilePath, filled: Bool = false, size: Int64 = 8 << 20) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter {
      if filled { try file.writeAll([UInt8](repeating: 0, count: Int(size))) }
      try file.resize(to: size)
      for (place, byte) in bytes { try file.writeAll(toAbsoluteOffset: place, [byte]) }
    }
  }

  @Test func `holes and written zeros are the same`() async throws {
    try await withTestDirectory { directory in
      let (holes, zeros) = (directory.appending("holes"), directory.appending("zeros"))
      try write([3_000_000: 7, 8_000_000: 9], to: holes)
      try write([3_000_000: 7, 8_000_000: 9], to: zeros, filled: true)
      #expect(try sparseDigest(ofFile: holes) == sparseDigest(ofFile: zeros))
    }
  }

  @Test func `another byte, another place and another size are told apart`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      var digests: Set<ContentDigest> = []
      for bytes: [Int64: UInt8] in [[:], [0: 1], [0: 2], [1: 1], [1 << 20: 1], [8_388_607: 1]] {
        try write(bytes, to: path)
        digests.insert(try sparseDigest(ofFile: path))
      }
      try write([:], to: path, size: 9 << 20)
      digests.insert(try sparseDigest(ofFile: path))
      #expect(digests.count == 7)
    }
  }

  @Test func `a file that ends within a block, or is empty, has a digest too`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      try write([5: 1], to: path, size: 10)
      let short = try sparseDigest(ofFile: path)
      try write([:], to: path, size: 0)
      #expect(try sparseDigest(ofFile: path) != short)
    }
  }

  @Test func `a missing file is an error`() {
    #expect(throws: DigestError.self) { try sparseDigest(ofFile: "/nonexistent/file") }
  }
}
