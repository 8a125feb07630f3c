import Digests
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

/// Results that go from one store to another; a folder stands for the archive.
@Suite struct `An archive` {
  private let work = Work(
    name: "disk", role: .phase, result: .artifacts, fields: [KeyField(.code, "", "1")], inputs: [])
  private let target = Target(provider: "qemu", system: "debian-12")
  private var key: CacheKey { work.key(inputs: []) }

  private func store(at root: FilePath) throws -> Store {
    let store = Store(at: root, boot: "now", measurer: measureFile) { try removeTree($0) }
    try store.prepare()
    return store
  }

  private func commit(_ text: String, to store: Store) async throws -> Entry {
    let draft = try store.draft()
    try writeAtomically(text, to: draft.makeFiles().appending("disk.raw"))
    return try await store.commit(
      draft, as: .artifacts(facts: ["url": "https://example.invalid/x", "sha256": contentDigest(of: text).hex]),
      of: work,
      key: key, below: nil, seconds: 2)
  }

  private func pack(_ entries: [Entry], of store: Store, into archive: FilePath) async throws {
    _ = try await store.export(entries, histories: [target: History()]) { index, paths in
      for (from, path) in [(index, ArchiveIndex.name)] + paths.map({ (store.root.appending($0), $0) }) {
        try copy(from, to: archive.appending(path))
      }
    }
  }

  private func unpack(_ archive: FilePath, into store: Store) async throws -> Imported {
    try await store.importArchive { members, _, folder in
      for member in members { try copy(archive.appending(member), to: folder.appending(member)) }
      return nil
    }
  }

  private func copy(_ path: FilePath, to target: FilePath) throws {
    try makeDirectories(target.removingLastComponent())
    if try fileStatus(path).kind == .directory {
      for name in try listDirectory(path) { try copy(path.appending(name), to: target.appending(name)) }
    } else {
      try copySparse(from: path, to: target)
    }
  }

  private func setAge(of entry: Entry, in store: Store, built: String) throws {
    let path = store.recordPath(of: entry.key)
    try edit(path) { $0.replacing("\"built\":\(entry.built)", with: "\"built\":\(built)") }
  }

  private func content(of key: CacheKey, in store: Store) throws -> String? {
    guard case .hit(let entry) = store.lookup(key) else { return nil }
    return try readText(store.file(entry.artifacts[0], of: entry))
  }

  @Test func `takes the place of an older result and of none that is newer`() async throws {
    try await withTestDirectory { root in
      let from = try store(at: root.appending("from"))
      let entry = try await commit("theirs", to: from)
      try await pack([entry], of: from, into: root.appending("archive"))
      for (built, expected) in [("\(entry.built + 100)", "ours"), ("\(entry.built - 100)", "theirs")] {
        let to = try store(at: root.appending("to \(built)"))
        try setAge(of: try await commit("ours", to: to), in: to, built: built)
        let imported = try await unpack(root.appending("archive"), into: to)
        #expect(imported.results == (expected == "theirs" ? 1 : 0) && imported.refused.isEmpty)
        #expect(try content(of: key, in: to) == expected)
      }
    }
  }

  @Test func `takes the place of what is damaged`() async throws {
    try await withTestDirectory { root in
      let from = try store(at: root.appending("from"))
      try await pack([try await commit("content", to: from)], of: from, into: root.appending("archive"))
      let to = try store(at: root.appending("to"))
      try writeAtomically(
        "CONTENT", to: to.file(try await commit("content", to: to).artifacts[0], of: to.record(of: key)!))
      #expect(try await unpack(root.appending("archive"), into: to).results == 1)
      #expect(try content(of: key, in: to) == "content")
    }
  }

  @Test func `leaves alone what is being built`() async throws {
    try await withTestDirectory { root in
      let from = try store(at: root.appending("from"))
      try await pack([try await commit("content", to: from)], of: from, into: root.appending("archive"))
      let to = try store(at: root.appending("to"))
      let imported = try await to.whileBuilding(key, onWait: { _ in }) {
        try await unpack(root.appending("archive"), into: try store(at: to.root))
      }
      #expect(imported.results == 0 && imported.present == 1)
      #expect(try listDirectory(to.root.appending("drafts")) == [])
    }
  }

  @Test func `brings the checksums of downloads along, but changes none`() async throws {
    try await withTestDirectory { root in
      let from = try store(at: root.appending("from"))
      try await pack([try await commit("content", to: from)], of: from, into: root.appending("archive"))
      let to = try store(at: root.appending("to"))
      _ = try await unpack(root.appending("archive"), into: to)
      #expect(to.pin(of: "https://example.invalid/x") == contentDigest(of: "content"))
      let other = try store(at: root.appending("other"))
      try other.keepPin(contentDigest(of: "another"), of: "https://example.invalid/x")
      _ = try await unpack(root.appending("archive"), into: other)
      #expect(other.pin(of: "https://example.invalid/x") == contentDigest(of: "another"))
    }
  }

  @Test func `of a record that did not note secrets holds nothing`() async throws {
    try await withTestDirectory { root in
      let from = try store(at: root)
      let entry = try await commit("content", to: from)
      let path = from.recordPath(of: key)
      try edit(path) { $0.replacing("\"secrets\":{},", with: "") }
      let old = try #require(from.record(of: entry.key))
      #expect(old.secrets == nil)
      let exported = try await from.export([old], histories: [:]) { _, _ in Issue.record("packed") }
      #expect(exported.results == 0 && exported.leftOut == [.init(name: "disk", secrets: [:])])
    }
  }
}
