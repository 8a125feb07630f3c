import Storage
import SystemPackage
import TestSupport
import Testing

struct LockedDirectoryTests {
  @Test func `a directory of a killed process is removed by the next one, and one in use is not`() async throws {
    try await withTestDirectory { parent in
      let abandoned = parent.appending("work.dead00")
      try makeDirectories(abandoned.appending("left"))
      let other = parent.appending("works.other")
      try makeDirectories(other)
      try await withLockedDirectory(in: parent, prefix: "work") { first in
        #expect(!fileExists(abandoned))
        try await withLockedDirectory(in: parent, prefix: "work") { second in
          #expect(first != second)
          #expect(fileExists(first) && fileExists(second))
        }
        #expect(fileExists(first))
      }
      #expect(try listDirectory(parent) == ["works.other"])
    }
  }

  @Test func `many at once keep out of each other's way`() async throws {
    try await withTestDirectory { parent in
      try await withThrowingTaskGroup { group in
        for number in 0..<20 {
          group.addTask {
            try await withLockedDirectory(in: parent, prefix: "work") { directory in
              try writeAtomically("\(number)", to: directory.appending("number"))
              await Task.yield()
              #expect(try readText(directory.appending("number")) == "\(number)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try listDirectory(parent) == [])
    }
  }
}
