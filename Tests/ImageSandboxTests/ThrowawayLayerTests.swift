import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageSandbox

@Suite struct `A throwaway layer` {
  @Test func `has its folder also while somebody tidies up`() async throws {
    try await withTestDirectory { drafts in
      // As the store removes what killed processes left.
      let tidying = Task {
        while !Task.isCancelled {
          for name in try listDirectory(drafts) where name.hasPrefix("shell-") {
            let folder = drafts.appending(name)
            guard let lock = try? FileLock.tryAcquire(folder.appending("lock"), .exclusive) else { continue }
            try? rename(folder, to: drafts.appending("dead-\(name)"))
            lock.release()
          }
          await Task.yield()
        }
      }
      for _ in 0..<2000 {
        let (folder, lock) = try Sandbox.lockedFolder(in: drafts)
        #expect(fileExists(lock.path))
        #expect(fileExists(folder))
        lock.release()
      }
      tidying.cancel()
      try await tidying.value
    }
  }
}
