import Digests
import FoundationEssentials
import Glibc
import Storage
import Synchronization
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

@Suite struct `A store that several processes use` {
  private let work = Work(
    name: "disk", role: .phase, result: .artifacts, fields: [KeyField(.code, "", "1")], inputs: [])
  private var key: CacheKey { work.key(inputs: []) }

  /// A process of its own, as far as the store can tell.
  private func store(at root: FilePath, boot: String = "now", remover: @escaping Store.Remover = { try removeTree($0) })
    throws -> Store
  {
    let store = Store(at: root, boot: boot, measurer: measureFile, remover: remover)
    try store.prepare()
    return store
  }

  @discardableResult
  private func commit(_ text: String, to store: Store, key: CacheKey? = nil) async throws -> Entry {
    let draft = try store.draft()
    try writeAtomically(text, to: draft.makeFiles().appending("disk.raw"))
    return try await store.commit(
      draft, as: .artifacts(facts: [:]), of: work, key: key ?? self.key, below: nil, seconds: 2)
  }

  @Test func `makes drafts while others tidy up`() async throws {
    try await withTestDirectory { root in
      let tidying = try store(at: root)
      let building = try store(at: root)
      let others = Task { while !Task.isCancelled { try await tidying.removeAbandonedDrafts() } }
      for _ in 0..<3000 {
        let draft = try building.draft()
        #expect(fileExists(draft.folder))
        await building.discard(draft)
      }
      others.cancel()
      try await others.value
    }
  }

  @Test func `keeps the newest result of a key when an older one is flushed late`() async throws {
    try await withTestDirectory { root in
      let first = try store(at: root)
      let older = try await commit("older", to: first)
      let newer = try await commit("newer", to: try store(at: root))
      try first.flush([older])
      #expect(try store(at: root).record(of: key)?.result == newer.result)
    }
  }

  @Test func `gives nobody a result that is being removed`() async throws {
    try await withTestDirectory { root in
      let entry = try await commit("content", to: try store(at: root))
      let user = try store(at: root)
      let held = Mutex<Bool?>(nil)
      let collector = try store(at: root) { folder in
        // Half of it is gone, and its lock with it.
        try removeTree(folder.appending("lock"))
        held.withLock { $0 = user.hold(entry) }
        try removeTree(folder)
      }
      _ = try await collector.collect(maximumBytes: 0, maximumAge: nil)
      #expect(held.withLock { $0 } == false)
    }
  }

  @Test func `collects nothing of a key that is being built`() async throws {
    try await withTestDirectory { root in
      try await commit("content", to: try store(at: root))
      let collection = try await store(at: root).whileBuilding(key, onWait: { _ in }) {
        try await store(at: root).collect(maximumBytes: 0, maximumAge: nil)
      }
      #expect(collection.removed == 0 && collection.inUse == 1)
    }
  }

  @Test func `collects as much as it takes, however much of it is in use`() async throws {
    try await withTestDirectory { root in
      let user = try store(at: root)
      let used = try await commit("123456", to: user)
      try await commit("123456", to: try store(at: root), key: CacheKey(fields: []))
      let collected = try await store(at: root).collect(maximumBytes: used.bytes, maximumAge: nil)
      #expect(collected.removed == 1)
      #expect(try store(at: root).usage().rows.map(\.results) == [1])
    }
  }

  @Test func `goes on collecting where a removal was cut off`() async throws {
    struct Killed: Error {}
    try await withTestDirectory { root in
      try await commit("content", to: try store(at: root))
      await #expect(throws: Killed.self) {
        try await store(at: root, remover: { _ in throw Killed() }).collect(maximumBytes: 0, maximumAge: nil)
      }
      guard case .absent = try store(at: root).lookup(key) else { Issue.record("half a result is found"); return }
      try await store(at: root).removeAbandonedDrafts()
      #expect(try listDirectory(root.appending("drafts")) == [])
      #expect(try listDirectory(root.appending("results")) == [])
    }
  }

  @Test func `removes what it can of what killed builds left`() async throws {
    struct Refused: Error {}
    try await withTestDirectory { root in
      for name in ["a", "b"] { try makeDirectories(root.appending("drafts").appending(name).appending("of-\(name)")) }
      let tidying = try store(at: root) { folder in
        if fileExists(folder.appending("of-a")) { throw Refused() }
        try removeTree(folder)
      }
      await #expect(throws: Refused.self) { try await tidying.removeAbandonedDrafts() }
      #expect(try listDirectory(root.appending("drafts")).count == 1)
    }
  }

  @Test func `lets who waits for a key know who builds it`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      let (builders, note) = AsyncStream.makeStream(of: String.self)
      try await store.whileBuilding(key, onWait: { _ in }) {
        let waiting = Task { try await store.whileBuilding(key, onWait: { note.yield($0) }) {} }
        #expect(await builders.first { _ in true } == "process \(getpid())")
        waiting.cancel()
        _ = await waiting.result
      }
    }
  }

  @Test(arguments: 0..<20) func `has one secret, however many start at once`(round: Int) async throws {
    try await withTestDirectory { root in
      let seals = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<4 {
          group.addTask { try await blocking { try store(at: root).seal("hunter2", makingKey: true) } }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(seals.count == 1)
      #expect(try listDirectory(root).filter { $0.hasPrefix("secret") } == ["secret"])
    }
  }
}
