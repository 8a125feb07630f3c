import Dispatch
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct TemporaryDirectoryTests {
  @Test func `a temporary directory is private and goes with its contents`() async throws {
    try await withTestDirectory { parent in
      let path = try await withTemporaryDirectory(in: parent, prefix: "disk") { directory in
        #expect(try fileStatus(directory).mode == 0o700)
        #expect(directory.lastComponent?.string.hasPrefix("disk.") == true)
        try makeDirectories(directory.appending("a/b"))
        return directory
      }
      #expect(!fileExists(path))
      #expect(try listDirectory(parent) == [])
    }
  }

  @Test func `it goes when its user fails or is cancelled`() async throws {
    struct Oops: Error {}
    try await withTestDirectory { parent in
      await #expect(throws: Oops.self) {
        try await withTemporaryDirectory(in: parent, prefix: "x") { _ in throw Oops() }
      }
      let task = Task {
        try await withTemporaryDirectory(in: parent, prefix: "x") { _ in try await Task.sleep(for: .seconds(60)) }
      }
      try await Task.sleep(for: .milliseconds(20))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try listDirectory(parent) == [])
    }
  }

  @Test func `the space of a file system is told and it can be flushed`() async throws {
    try await withTestDirectory { directory in
      #expect(try freeSpace(at: directory) > 1 << 20)
      try await blocking { try syncFileSystem(containing: directory) }
      #expect(throws: StorageError.self) { try freeSpace(at: "/nonexistent") }
    }
  }

  @Test func `blocking work does not hold up other tasks`() async throws {
    let gate = DispatchSemaphore(value: 0)
    let results = try await withThrowingTaskGroup { group in
      // More than this machine has threads for tasks; all wait for the task that comes last.
      for _ in 0..<16 {
        group.addTask { try await blocking { gate.wait(timeout: .now() + 30) } }
      }
      group.addTask {
        for _ in 0..<16 { gate.signal() }
        return .success
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 == .success })
  }
}
