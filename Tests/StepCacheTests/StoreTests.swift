import Digests
import FoundationEssentials
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

@Suite struct `A store` {
  private let work = Work(
    name: "disk", role: .phase, result: .artifacts, fields: [KeyField(.code, "", "1")], inputs: [])
  private var key: CacheKey { work.key(inputs: []) }

  private func store(at root: FilePath, boot: String = "now") -> Store {
    Store(at: root, boot: boot, measurer: measureFile) { try removeTree($0) }
  }

  @discardableResult
  private func commit(_ text: String, to store: Store, key: CacheKey? = nil) async throws -> Entry {
    try store.prepare()
    let draft = try store.draft()
    try makeDirectories(draft.files)
    try writeAtomically(text, to: draft.files.appending("disk.raw"))
    return try await store.commit(
      draft, as: .artifacts(facts: ["size": "\(text.count)"]), of: work, key: key ?? self.key, below: nil, seconds: 2)
  }

  private func isHit(_ lookup: Lookup) -> Bool { if case .hit = lookup { true } else { false } }

  private func isDamaged(_ lookup: Lookup) -> Bool { if case .damaged = lookup { true } else { false } }

  @Test func `finds what was committed, with its facts and files`() async throws {
    try await withTestDirectory { root in
      let committed = try await commit("content", to: store(at: root))
      guard case .hit(let entry) = store(at: root).lookup(key) else { Issue.record("no hit"); return }
      #expect(entry.digest == committed.digest)
      #expect(entry.facts == ["size": "7"])
      #expect(try readText(store(at: root).file(entry.artifacts[0], of: entry)) == "content")
    }
  }

  @Test func `finds nothing under another key`() async throws {
    try await withTestDirectory { root in
      try await commit("content", to: store(at: root))
      guard case .absent = store(at: root).lookup(CacheKey(fields: [])) else { Issue.record("a hit"); return }
    }
  }

  @Test func `points a key at its newest result`() async throws {
    try await withTestDirectory { root in
      try await commit("old", to: store(at: root))
      let newer = try await commit("new", to: store(at: root))
      guard case .hit(let entry) = store(at: root).lookup(key) else { Issue.record("no hit"); return }
      #expect(entry.result == newer.result)
    }
  }

  @Test func `gives the same content the same digest, wherever and whenever it was made`() async throws {
    try await withTestDirectory { root in
      let one = try await commit("content", to: store(at: root.appending("a")))
      let other = try await commit("content", to: store(at: root.appending("b")))
      #expect(one.digest == other.digest)
    }
  }

  @Test func `still hits after it was moved and its files got other inodes`() async throws {
    try await withTestDirectory { root in
      let old = store(at: root.appending("old"))
      try old.flush([try await commit("content", to: old)])
      try FileManager.default.copyItem(atPath: root.appending("old").string, toPath: root.appending("new").string)
      #expect(isHit(store(at: root.appending("new"), boot: "later").lookup(key)))
    }
  }

  @Test func `reads files with other times once, and remembers that they are the same`() async throws {
    try await withTestDirectory { root in
      let builder = store(at: root)
      let entry = try await commit("content", to: builder)
      try builder.flush([entry])
      let file = builder.file(entry.artifacts[0], of: entry)
      try markUsed(file)
      let reader = store(at: root)
      guard case .hit(let found) = reader.lookup(key) else { Issue.record("no hit"); return }
      #expect(found.artifacts != entry.artifacts)
      #expect(reader.record(of: key)?.artifacts == entry.artifacts)
      reader.touch([found])
      #expect(reader.record(of: key)?.artifacts == found.artifacts)
      #expect(reader.record(of: key)?.flushed == true)
    }
  }

  @Test func `trusts files again that it read after a reboot`() async throws {
    try await withTestDirectory { root in
      try await commit("content", to: store(at: root, boot: "before"))
      let after = store(at: root, boot: "after")
      guard case .hit(let entry) = after.lookup(key) else { Issue.record("no hit"); return }
      after.touch([entry])
      #expect(store(at: root, boot: "later").record(of: key)?.flushed == true)
    }
  }

  @Test func `is empty where there is none`() async throws {
    try await withTestDirectory { root in
      let nowhere = store(at: root.appending("none"))
      let usage = try nowhere.usage()
      let collected = try await nowhere.collect(maximumBytes: 0, maximumAge: nil)
      #expect(usage.bytes == 0 && usage.free > 0 && collected.removed == 0)
      #expect(!fileExists(nowhere.root))
    }
  }

  @Test func `lies below the current folder where a relative path names it`() throws {
    let place = try Store.location(environment: ["IMAGE_BUILDER_CACHE": "cache"])
    #expect(place == FilePath(FileManager.default.currentDirectoryPath).appending("cache"))
    #expect(try Store.location(environment: ["IMAGE_BUILDER_CACHE": "/cache"]) == "/cache")
  }

  @Test func `misses where a file was changed, even at the same size`() async throws {
    try await withTestDirectory { root in
      let entry = try await commit("content", to: store(at: root))
      try writeAtomically("CONTENT", to: store(at: root).file(entry.artifacts[0], of: entry))
      #expect(isDamaged(store(at: root).lookup(key)))
    }
  }

  @Test(arguments: ["", "{", "null", "{\"key\": 1}"])
  func `misses where a record is damaged, and never crashes`(damage: String) async throws {
    try await withTestDirectory { root in
      let store = store(at: root)
      try await commit("content", to: store)
      try writeAtomically(damage, to: store.recordPath(of: key))
      #expect(isDamaged(store.lookup(key)))
    }
  }

  @Test func `misses where a record was put under another key`() async throws {
    try await withTestDirectory { root in
      let store = store(at: root)
      let entry = try await commit("content", to: store)
      let other = CacheKey(fields: [KeyField(.code, "", "2")])
      try makeDirectories(store.recordPath(of: other).removingLastComponent())
      try writeAtomically(readFile(store.recordPath(of: entry.key)), to: store.recordPath(of: other))
      #expect(isDamaged(store.lookup(other)))
    }
  }

  @Test func `digests a file again that was written before a reboot and never flushed`() async throws {
    try await withTestDirectory { root in
      let entry = try await commit("content", to: store(at: root, boot: "before"))
      #expect(isHit(store(at: root, boot: "after").lookup(key)))
      let path = store(at: root).file(entry.artifacts[0], of: entry)
      let zeros = [UInt8](repeating: 0, count: 7)
      let descriptor = try FileDescriptor.open(path, .writeOnly)
      try descriptor.closeAfter { _ = try descriptor.writeAll(zeros) }
      #expect(isDamaged(store(at: root, boot: "after").lookup(key)))
    }
  }

  @Test func `removes what a killed build left`() async throws {
    try await withTestDirectory { root in
      try makeDirectories(root.appending("drafts/dead"))
      try writeAtomically("half", to: root.appending("drafts/dead/file"))
      try await store(at: root).removeAbandonedDrafts()
      #expect(try listDirectory(root.appending("drafts")) == [])
    }
  }

  @Test func `leaves the drafts of a build that is running`() async throws {
    try await withTestDirectory { root in
      let running = store(at: root)
      try running.prepare()
      let draft = try running.draft()
      try await store(at: root).removeAbandonedDrafts()
      #expect(fileExists(draft.folder))
    }
  }

  @Test func `collects superseded results, and the least recently used ones above the limit`() async throws {
    try await withTestDirectory { root in
      let builder = store(at: root)
      try await commit("superseded", to: builder)
      let used = try await commit("newest", to: builder)
      let old = try await commit("old", to: builder, key: CacheKey(fields: []))
      builder.releaseAll()
      try await Task.sleep(for: .milliseconds(1100))
      builder.touch([used])

      let collected = try await builder.collect(maximumBytes: used.bytes, maximumAge: nil)
      #expect(collected.removed == 2)
      #expect(isHit(builder.lookup(used.key)))
      guard case .absent = builder.lookup(old.key) else { Issue.record("kept"); return }
    }
  }

  @Test func `collects nothing that is in use`() async throws {
    try await withTestDirectory { root in
      let builder = store(at: root)
      let entry = try await commit("content", to: builder)
      #expect(builder.hold(entry))
      let collected = try await store(at: root).collect(maximumBytes: 0, maximumAge: nil)
      #expect(collected.inUse == 1)
      #expect(isHit(builder.lookup(key)))
    }
  }

  @Test func `lets a secret into keys only in a form that this store alone can make`() async throws {
    try await withTestDirectory { root in
      let here = store(at: root.appending("here"))
      let there = store(at: root.appending("there"))
      try here.prepare()
      try there.prepare()
      #expect(here.seal("hunter2", makingKey: false) == here.seal("hunter2", makingKey: false))
      #expect(here.seal("hunter2", makingKey: false) != there.seal("hunter2", makingKey: false))
      #expect(!here.seal("hunter2", makingKey: false).contains("hunter2"))
      #expect(try fileStatus(root.appending("here/secret")).mode & 0o777 == 0o600)
    }
  }

  @Test(arguments: [
    ("\"result\":\"", "\"result\":\"../"), ("\"name\":\"disk.raw\"", "\"name\":\"../disk.raw\""),
    ("\"name\":\"disk.raw\"", "\"name\":\"..\""), ("\"bytes\":", "\"bytes\":900000000000000"),
    ("\"built\":", "\"built\":-"), ("\"seconds\":", "\"seconds\":-"),
  ])
  func `misses where a record says what no store writes`(said: String, instead: String) async throws {
    try await withTestDirectory { root in
      let store = store(at: root)
      try await commit("content", to: store)
      let record = try readText(store.recordPath(of: key))
      #expect(record.contains(said))
      try writeAtomically(record.replacing(said, with: instead), to: store.recordPath(of: key))
      #expect(isDamaged(store.lookup(key)))
      #expect(try store.usage().rows.isEmpty)
    }
  }

  @Test func `knows nothing of a work whose history cannot be`() throws {
    func item(_ built: Int64, log: String = "results/1/log") -> History.Item {
      History.Item(fields: [], built: built, seconds: 1, log: log)
    }
    let history = History(items: [
      "sound": item(1), "ancient": item(.min), "outside": item(1, log: "results/../../x"),
      "elsewhere": item(1, log: "/etc/x"),
    ])
    #expect(History(record: try [UInt8](JSONEncoder().encode(history))).items.keys.sorted() == ["sound"])
  }
}
