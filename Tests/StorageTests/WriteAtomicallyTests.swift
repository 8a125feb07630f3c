import Glibc
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct WriteAtomicallyTests {
  @Test func `what is written can be read`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      try writeAtomically("héllo\n", to: path)
      #expect(try readText(path) == "héllo\n")
      #expect(try fileStatus(path).mode == 0o644)
      try writeAtomically([0, 255, 10], to: path, mode: 0o600)
      #expect(try readFile(path) == [0, 255, 10])
      #expect(try fileStatus(path).mode == 0o600)
      try writeAtomically([], to: path)
      #expect(try readFile(path) == [])
    }
  }

  @Test func `a reader never sees a part`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("file")
      let contents = (0..<2).map { [UInt8](repeating: $0, count: 20_000) }
      try writeAtomically(contents[0], to: path)
      let writing = Task {
        for round in 0..<50 { try await blocking { try writeAtomically(contents[round % 2], to: path) } }
      }
      for _ in 0..<100 {
        let bytes = try await blocking { try readFile(path) }
        #expect(bytes == contents[0] || bytes == contents[1])
      }
      try await writing.value
      #expect(try listDirectory(directory) == ["file"])
    }
  }

  @Test func `a failure says what, where and why, and leaves nothing`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("target")
      try makeDirectories(path.appending("in the way"))
      let error = try #require(#expect(throws: StorageError.self) { try writeAtomically("x", to: path) })
      #expect(error.description.hasPrefix("cannot rename to \(path) \(directory)/.target."))
      #expect(try listDirectory(directory) == ["target"])

      let missing = try #require(
        #expect(throws: StorageError.self) { try writeAtomically("x", to: directory.appending("no/file")) })
      #expect(missing.isMissing)
    }
  }

  @Test func `a name of full length can be written`() async throws {
    try await withTestDirectory { directory in
      let name = String(repeating: "é", count: 127)
      try writeAtomically("x", to: directory.appending(name))
      #expect(try listDirectory(directory) == [name])
    }
  }

  @Test func `a file that is no text is an error of reading text`() async throws {
    try await withTestDirectory { directory in
      try writeAtomically([0xFF], to: directory.appending("binary"))
      let error = try #require(
        #expect(throws: StorageError.self) { try readText(directory.appending("binary")) })
      #expect(error.description.hasPrefix("cannot read as UTF-8 text \(directory)/binary: "))
      #expect(!error.isMissing)
    }
  }

  @Test func `files that claim to be empty are read whole`() throws {
    #expect(try readText("/proc/self/maps").utf8.count > 4096)
    #expect(try bootIdentifier().utf8.count == 36)
  }
}
