import Glibc
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct CopySparseTests {
  /// Makes a file of `size` bytes with `data` at the given offsets and holes elsewhere.
  private func makeSparse(_ path: FilePath, size: Int, _ data: [(offset: Int, bytes: [UInt8])]) throws {
    let file = open(path.string, O_RDWR | O_CREAT, 0o640)
    try #require(file >= 0)
    defer { close(file) }
    try #require(ftruncate(file, size) == 0)
    for (offset, bytes) in data { try #require(pwrite(file, bytes, bytes.count, offset) == bytes.count) }
  }

  /// Compares by memcmp: `==` takes seconds for a large array in a debug build.
  private func sameBytes(_ left: FilePath, _ right: FilePath) throws -> Bool {
    let (left, right) = (try readFile(left), try readFile(right))
    return left.count == right.count && memcmp(left, right, left.count) == 0
  }

  @Test func `a copy has the same bytes and keeps its holes`() async throws {
    try await withTestDirectory { directory in
      let (source, target) = (directory.appending("a"), directory.appending("b"))
      let block = [UInt8](repeating: 9, count: 1 << 20)
      try makeSparse(
        source, size: 64 << 20, [(0, block), (20 << 20, block), ((63 << 20) + 5, Array(block.dropLast(5)))])
      try copySparse(from: source, to: target)
      let status = try fileStatus(target)
      #expect(status.size == 64 << 20)
      #expect(status.allocated < 5 << 20)
      #expect(status.mode == 0o640)
      #expect(try sameBytes(source, target))
      #expect(try listDirectory(directory) == ["a", "b"])
    }
  }

  @Test(
    arguments: [
      (0, []),
      (5 << 20, []),
      (10, [(0, [1])]),
      (4097, [(4096, [7])]),
      (3 << 20, [(0, [1]), ((3 << 20) - 1, [2])]),
    ] as [(Int, [(Int, [UInt8])])])
  func `edges are copied right`(size: Int, data: [(Int, [UInt8])]) async throws {
    try await withTestDirectory { directory in
      try makeSparse(directory.appending("a"), size: size, data.map { (offset: $0.0, bytes: $0.1) })
      try copySparse(from: directory.appending("a"), to: directory.appending("b"))
      #expect(try sameBytes(directory.appending("a"), directory.appending("b")))
    }
  }

  @Test func `a copy to another file system keeps its holes too`() async throws {
    var status = stat()
    guard stat("/dev/shm", &status) == 0 else { return }
    try await withTemporaryDirectory(in: "/dev/shm", prefix: "image-builder-test") { other in
      try await withTestDirectory { directory in
        let source = directory.appending("a")
        try makeSparse(source, size: 20 << 20, [(8 << 20, [UInt8](repeating: 3, count: 3_000_000))])
        try copySparse(from: source, to: other.appending("b"))
        #expect(try sameBytes(source, other.appending("b")))
        #expect(try fileStatus(other.appending("b")).allocated < 4 << 20)
      }
    }
  }

  @Test func `a file in the way is replaced and a failed copy leaves nothing`() async throws {
    try await withTestDirectory { directory in
      let (source, target) = (directory.appending("a"), directory.appending("b"))
      try writeAtomically("new", to: source)
      try writeAtomically("old", to: target)
      try copySparse(from: source, to: target)
      #expect(try readText(target) == "new")
      try removeTree(target)
      try makeDirectories(target)
      #expect(throws: StorageError.self) { try copySparse(from: source, to: target) }
      #expect(throws: StorageError.self) { try copySparse(from: directory.appending("none"), to: target) }
      #expect(try listDirectory(directory) == ["a", "b"])
    }
  }

  @Test func `changing a copy does not change the original`() async throws {
    try await withTestDirectory { directory in
      try writeAtomically("original", to: directory.appending("a"))
      try copySparse(from: directory.appending("a"), to: directory.appending("b"))
      let file = open(directory.appending("b").string, O_WRONLY)
      #expect(pwrite(file, "X", 1, 0) == 1)
      close(file)
      #expect(try readText(directory.appending("a")) == "original")
    }
  }
}
