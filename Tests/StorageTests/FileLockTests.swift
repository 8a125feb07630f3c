import Glibc
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct FileLockTests {
  @Test func `an exclusive lock keeps everybody out, also of the same process`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      let lock = try #require(try FileLock.tryAcquire(path, .exclusive))
      #expect(try FileLock.tryAcquire(path, .exclusive) == nil)
      #expect(try FileLock.tryAcquire(path, .shared) == nil)
      lock.release()
      lock.release()
      #expect(try FileLock.tryAcquire(path, .exclusive) != nil)
      #expect(fileExists(path))
    }
  }

  @Test func `shared locks keep out only exclusive ones`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      let first = try #require(try FileLock.tryAcquire(path, .shared))
      let second = try #require(try FileLock.tryAcquire(path, .shared))
      #expect(try FileLock.tryAcquire(path, .exclusive) == nil)
      first.release()
      #expect(try FileLock.tryAcquire(path, .exclusive) == nil)
      second.release()
      #expect(try FileLock.tryAcquire(path, .exclusive) != nil)
    }
  }

  @Test func `a lock nobody refers to any more is free`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      do { _ = try FileLock.tryAcquire(path, .exclusive) }
      #expect(try FileLock.tryAcquire(path, .exclusive) != nil)
    }
  }

  @Test func `who waits gets the lock when it is given back`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      let lock = try #require(try FileLock.tryAcquire(path, .exclusive))
      let waiting = Task { try await FileLock.acquire(path, .exclusive) }
      try await Task.sleep(for: .milliseconds(60))
      lock.release()
      let next = try await waiting.value
      #expect(try FileLock.tryAcquire(path, .shared) == nil)
      next.release()
    }
  }

  @Test func `waiting can be cancelled`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      let lock = try #require(try FileLock.tryAcquire(path, .exclusive))
      let waiting = Task { try await FileLock.acquire(path, .shared) }
      try await Task.sleep(for: .milliseconds(20))
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      lock.release()
    }
  }

  @Test func `many tasks hold a lock one after the other`() async throws {
    try await withTestDirectory { directory in
      let (path, counter) = (directory.appending("lock"), directory.appending("counter"))
      try writeAtomically("0", to: counter)
      try await withThrowingTaskGroup { group in
        for _ in 0..<20 {
          group.addTask {
            let lock = try await FileLock.acquire(path, .exclusive)
            let count = try #require(Int(try readText(counter)))
            try await Task.sleep(for: .milliseconds(1))
            try writeAtomically(String(count + 1), to: counter)
            lock.release()
          }
        }
        try await group.waitForAll()
      }
      #expect(try readText(counter) == "20")
    }
  }

  @Test func `a lock that is given back is free, though a child that is being started has a copy`() async throws {
    try await withTestDirectory { directory in
      let path = directory.appending("lock")
      let lock = try #require(try FileLock.tryAcquire(path, .exclusive))
      let numbers = try listDirectory("/proc/self/fd").compactMap { Int32($0) }
      let number = numbers.first { number in
        var name = [CChar](repeating: 0, count: Int(PATH_MAX))
        readlink("/proc/self/fd/\(number)", &name, name.count - 1)
        return FilePath(platformString: name) == path
      }
      let copy = dup(try #require(number))
      defer { close(copy) }
      lock.release()
      #expect(try FileLock.tryAcquire(path, .exclusive) != nil)
    }
  }

  @Test func `a directory can be locked, and nothing is made in it`() async throws {
    try await withTestDirectory { directory in
      let lock = try FileLock.tryAcquire(directory, .exclusive)
      #expect(lock != nil)
      #expect(try FileLock.tryAcquire(directory, .exclusive) == nil)
      lock?.release()
      #expect(try listDirectory(directory) == [])
    }
  }

  @Test func `a lock in a missing directory is an error`() {
    #expect(throws: StorageError.self) { try FileLock.tryAcquire("/nonexistent/lock", .shared) }
  }
}
