import Glibc
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct DirectoryTests {
  @Test func `directories are made with those above them, and again without harm`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("a/b/c")
      try makeDirectories(path)
      try makeDirectories(path)
      #expect(try fileStatus(path).kind == .directory)
      try writeAtomically("", to: directory.appending("file"))
      let error = try #require(
        #expect(throws: StorageError.self) { try makeDirectories(directory.appending("file")) })
      #expect(error.code == .fileExists)
      #expect(throws: StorageError.self) { try makeDirectories(directory.appending("file/below")) }
    }
  }

  @Test func `names are listed in the order of their bytes`() async throws {
    try await withTestDirectory { directory in
      for name in ["b", "Z", "é", "a", ".hidden", "a.b", "ab"] {
        try writeAtomically("", to: directory.appending(name))
      }
      #expect(try listDirectory(directory) == [".hidden", "Z", "a", "a.b", "ab", "b", "é"])
      #expect(throws: StorageError.self) { try listDirectory(directory.appending("missing")) }
    }
  }

  @Test func `a status describes the link and not what it points to`() async throws {
    try await withTestDirectory { directory in
      let link = directory.appending("link")
      try makeLink(link, to: "target")
      #expect(try fileStatus(link).kind == .link)
      #expect(!fileExists(link))
      try writeAtomically("12345", to: directory.appending("target"))
      #expect(fileExists(link))
      let status = try fileStatus(directory.appending("target"))
      #expect(status.kind == .file && status.size == 5 && status.mtime.seconds > 1_700_000_000)
      #expect(try fileStatus("/dev/null").kind == .other)
      #expect(try #require(#expect(throws: StorageError.self) { try fileStatus(directory.appending("no")) }).isMissing)
    }
  }

  @Test func `a hard link is the same file and a renamed one too`() async throws {
    try await withTestDirectory { directory in
      let (first, second, third) = (directory.appending("1"), directory.appending("2"), directory.appending("3"))
      try writeAtomically("x", to: first)
      try hardLink(from: first, to: second)
      try rename(first, to: third)
      #expect(try fileStatus(second).inode == fileStatus(third).inode)
      #expect(!fileExists(first))
      #expect(throws: StorageError.self) { try hardLink(from: second, to: third) }
    }
  }

  @Test func `a tree is removed and what its links point to is not`() async throws {
    try await withTestDirectory { directory in
      let (tree, outside) = (directory.appending("tree"), directory.appending("outside"))
      try makeDirectories(outside)
      try writeAtomically("precious", to: outside.appending("file"))
      try makeDirectories(tree.appending("a/b/c"))
      try writeAtomically("x", to: tree.appending("a/b/file"))
      try makeLink(tree.appending("a/link"), to: outside.string)
      try makeLink(tree.appending("a/b/dangling"), to: "nowhere")
      #expect(mkfifo(tree.appending("a/pipe").string, 0o600) == 0)
      try removeTree(tree)
      #expect(try listDirectory(directory) == ["outside"])
      #expect(try readText(outside.appending("file")) == "precious")

      try makeLink(tree, to: outside.string)
      try removeTree(tree)
      #expect(try listDirectory(directory) == ["outside"])
      #expect(fileExists(outside.appending("file")))
    }
  }

  @Test func `removing nothing is no error and removing a file is easy`() async throws {
    try await withTestDirectory { directory in
      try removeTree(directory.appending("missing"))
      try writeAtomically("x", to: directory.appending("file"))
      try removeTree(directory.appending("file"))
      #expect(try listDirectory(directory) == [])
    }
  }

  @Test func `directories without permissions and names that are no text are removed`() async throws {
    try await withTestDirectory { directory in
      let locked = directory.appending("tree/locked")
      try makeDirectories(locked)
      try writeAtomically("x", to: locked.appending("file"))
      close(open(directory.string + "/tree/\u{1}", O_CREAT | O_WRONLY, 0o600))
      let raw = Array((directory.string + "/tree/").utf8CString.dropLast()) + [-1, -2, 0]
      #expect(mkdir(raw, 0o700) == 0)
      chmod(locked.string, 0)
      try removeTree(directory.appending("tree"))
      #expect(try listDirectory(directory) == [])
    }
  }

  @Test func `a deep tree is removed`() async throws {
    try await withTestDirectory { directory in
      var path = directory.appending("tree")
      for _ in 0..<200 { path = path.appending("d") }
      try makeDirectories(path)
      try removeTree(directory.appending("tree"))
      #expect(try listDirectory(directory) == [])
    }
  }
}
