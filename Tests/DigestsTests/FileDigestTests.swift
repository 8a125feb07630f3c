import Digests
import Glibc
import SystemPackage
import TestSupport
import Testing

@Suite struct FileDigestTests {
  @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000])
  func `a file has the digest of its bytes`(size: Int) async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      let bytes = [UInt8](repeating: 0x5a, count: size)
      let file = creat(path.string, 0o600)
      #expect(write(file, bytes, size) == size)
      close(file)
      let digest = try contentDigest(ofFile: path)
      #expect(digest == contentDigest(of: bytes))
      #expect(try hexDigest(ofFile: path, .sha256) == digest.hex)
    }
  }

  @Test(arguments: [[], [0], [5_000_000], [1, 3 << 20, (8 << 20) - 1]] as [[Int]])
  func `holes count as the zeros that they are`(places: [Int]) async throws {
    try await withTestDirectory { directory in
      var bytes = [UInt8](repeating: 0, count: 8 << 20)
      let path = directory.appending("file")
      let file = open(path.string, O_RDWR | O_CREAT, 0o600)
      #expect(ftruncate(file, off_t(bytes.count)) == 0)
      for place in places {
        bytes[place] = 0x5a
        #expect(pwrite(file, [0x5a] as [UInt8], 1, off_t(place)) == 1)
      }
      close(file)
      let digest = try contentDigest(ofFile: path)
      #expect(digest == contentDigest(of: bytes))
    }
  }

  @Test func `publishers' longer digests are computed too`() throws {
    #expect(
      try hexDigest(ofFile: "/dev/null", .sha512)
        == "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    )
  }

  @Test func `a large file takes about a second a gigabyte, also in a debug build`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      let file = open(path.string, O_RDWR | O_CREAT, 0o600)
      #expect(ftruncate(file, 512 << 20) == 0)
      close(file)
      // Time of the processor and not of the wall: other tests run meanwhile.
      let start = processorTime()
      let digest = try contentDigest(ofFile: path)
      let seconds = processorTime() - start
      #expect(digest.hex == "9acca8e8c22201155389f65abbf6bc9723edc7384ead80503839f49dcc56d767")
      // Ten times what was measured: a loop over bytes in Swift takes a hundred times as long.
      #expect(seconds < 4)
    }
  }

  @Test func `a file that cannot be read is named`() throws {
    let error = try #require(#expect(throws: DigestError.self) { try contentDigest(ofFile: "/nonexistent") })
    #expect(error.description.hasPrefix("cannot read /nonexistent for its digest: "))
    #expect(throws: DigestError.self) { try contentDigest(ofFile: "/tmp") }
  }
}

/// Seconds that this thread has run.
private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
