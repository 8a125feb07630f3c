import Digests
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

@Suite struct `A commit` {
  private let work = Work(
    name: "disk", role: .phase, result: .artifacts, fields: [KeyField(.code, "", "1")], inputs: [])
  private var key: CacheKey { work.key(inputs: []) }

  private func store(at root: FilePath) throws -> Store {
    let store = Store(at: root, boot: "now", measurer: measureFile) { try removeTree($0) }
    try store.prepare()
    return store
  }

  private func filledDraft(of store: Store) throws -> Draft {
    let draft = try store.draft()
    try writeAtomically("content", to: draft.makeFiles().appending("disk.raw"))
    return draft
  }

  private func commit(_ draft: Draft, to store: Store, as product: Product = .artifacts(facts: [:])) async throws
    -> Entry
  {
    try await store.commit(draft, as: product, of: work, key: key, below: nil, seconds: 2)
  }

  @Test func `whose record cannot be written leaves the draft as it was`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      let draft = try filledDraft(of: store)
      // A file where the record's folder should be stands for a full disk.
      let folder = store.recordPath(of: key).removingLastComponent()
      try writeAtomically("", to: folder)
      await #expect(throws: (any Error).self) { try await commit(draft, to: store) }
      #expect(fileExists(draft.files.appending("disk.raw")))
      #expect(try listDirectory(root.appending("results")) == [])
      await store.discard(draft)
      #expect(try listDirectory(root.appending("drafts")) == [])
    }
  }

  @Test func `refuses a result of another kind than the work was to leave`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      let draft = try filledDraft(of: store)
      await #expect(throws: CacheError.self) { try await commit(draft, to: store, as: .record(facts: [:])) }
    }
  }

  @Test func `that was killed before its record was written is a miss, and is collected`() async throws {
    try await withTestDirectory { root in
      let killed = try store(at: root)
      let draft = try filledDraft(of: killed)
      try rename(draft.folder, to: killed.resultFolder(draft.id))
      draft.lock.release()
      let later = try store(at: root)
      guard case .absent = later.lookup(key) else { Issue.record("found"); return }
      #expect(try await later.collect(maximumBytes: nil, maximumAge: nil).removed == 1)
      #expect(try listDirectory(root.appending("results")) == [])
    }
  }

  @Test func `takes its scratch room out of the result`() async throws {
    try await withTestDirectory { root in
      let store = try store(at: root)
      let draft = try filledDraft(of: store)
      try writeAtomically("chips", to: draft.makeScratch().appending("chip"))
      let entry = try await commit(draft, to: store)
      #expect(try listDirectory(store.folder(of: entry)) == ["files", "lock", "record"])
    }
  }

  @Test func `that comes to nothing leaves nothing, even where the task was cancelled`() async throws {
    try await withTestDirectory { root in
      let store = Store(at: root, boot: "now", measurer: measureFile) { folder in
        try Task.checkCancellation()
        try removeTree(folder)
      }
      try store.prepare()
      let draft = try store.draft()
      let interrupted = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        await store.discard(draft)
      }
      await interrupted.value
      #expect(try listDirectory(root.appending("drafts")) == [])
    }
  }
}
