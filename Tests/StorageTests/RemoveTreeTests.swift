import FoundationEssentials
import Glibc
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct `Removing a tree` {
  @Test func `takes all of it, however wide and deep, and follows no link`() async throws {
    try await withTestDirectory { root in
      let tree = root.appending("tree")
      for directory in 0..<60 {
        let folder = tree.appending("\(directory)/a/b")
        try makeDirectories(folder)
        for file in 0..<20 { try FileManager.default.makeFile(folder.appending("\(file)")) }
        try makeDirectories(tree.appending("\(directory)/empty"))
      }
      var deep = tree.appending("deep")
      for _ in 0..<200 { deep.append("d") }
      try makeDirectories(deep)
      try FileManager.default.makeFile(root.appending("outside"))
      try FileManager.default.createSymbolicLink(
        atPath: tree.appending("1/a/link").string, withDestinationPath: root.string)
      try removeTree(tree)
      #expect(try listDirectory(root) == ["outside"])
    }
  }

  @Test func `takes also the locks of who looks whether it is abandoned`() async throws {
    try await withTestDirectory { root in
      let tree = root.appending("tree")
      let looking = Task {
        while !Task.isCancelled {
          try? FileLock.tryAcquire(tree.appending("lock"), .exclusive)?.release()
          await Task.yield()
        }
      }
      for _ in 0..<300 {
        try makeDirectories(tree)
        try removeTree(tree)
      }
      looking.cancel()
      await looking.value
      try removeTree(tree)
      #expect(!fileExists(tree))
    }
  }

  @Test func `opens what is closed, and leaves nothing open`() async throws {
    try await withTestDirectory { root in
      let tree = root.appending("tree")
      for name in 0..<20 {
        try makeDirectories(tree.appending("\(name)/a"))
        try FileManager.default.makeFile(tree.appending("\(name)/a/file"))
        #expect(chmod(tree.appending("\(name)").string, 0) == 0)
      }
      try removeTree(tree)
      #expect(!fileExists(tree))
      #expect(try openFiles(below: root) == 0)
    }
  }

  private func openFiles(below root: FilePath) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
      return target?.hasPrefix(root.string) == true
    }
  }
}

extension FileManager {
  fileprivate func makeFile(_ path: FilePath) throws {
    guard createFile(atPath: path.string, contents: Data("x".utf8)) else { throw Errno(rawValue: errno) }
  }
}
