import FoundationEssentials
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing

@testable import StepCache

@Suite struct `Records that say what no store writes` {
  private let target = Target(provider: "qemu", system: "debian-12")

  @Test(arguments: ["", ".", "..", "a/b", "/a", "a\0", "a\nb"]) func `are told by a name that is none in a folder`(
    name: String
  ) {
    #expect(!isPlainName(name))
  }

  @Test(arguments: ["", "/etc", "..", "results/../..", "a//b", "a/", "./a"])
  func `are told by a path that leads elsewhere`(
    path: String
  ) {
    #expect(!isPathInside(path))
    #expect(isPathInside("results/x/log"))
  }

  private func past(started: Int64 = 1, seconds: Double = 1, part: Double = 1) -> [UInt8] {
    Array(
      """
      {"run": "r", "started": \(started), "seconds": \(seconds), "outcome": "built", "asked": [], "variables": [],
      "parts": [{"name": "base", "role": "phase", "outcome": "built", "seconds": \(part), "fields": []}]}
      """.utf8)
  }

  @Test func `are no build that is over`() throws {
    #expect(PastBuild(line: past()) != nil)
    #expect(PastBuild(line: past(started: .min)) == nil)
    #expect(PastBuild(line: past(started: .max)) == nil)
    #expect(PastBuild(line: past(seconds: 1e300)) == nil)
    #expect(PastBuild(line: past(part: -1)) == nil)
  }

  private func failed(
    _ folder: String = "failed/x", result: String = "r", supply: String = "results/s/files/f", time: Int64 = 1
  ) -> [UInt8] {
    Array(
      """
      {"work": "setup", "time": \(time), "results": ["\(result)"], "supplies": {"s/f": "\(supply)"}, "folder": "\(folder)"}
      """.utf8)
  }

  @Test func `are no tree of a failure`() throws {
    #expect(FailedTree(record: failed()) != nil)
    #expect(FailedTree(record: failed(time: .min)) == nil)
    for folder in ["", "failed", "failed/..", "results/x", "failed/x/y", "/failed/x"] {
      #expect(FailedTree(record: failed(folder)) == nil, "\(folder)")
    }
    #expect(FailedTree(record: failed(result: "../../etc")) == nil)
    #expect(FailedTree(record: failed(supply: "/etc/shadow")) == nil)
  }

  @Test func `are no results, where they name a file twice or are younger than time`() throws {
    func entry(_ name: String, confirmed: Int64 = 1) -> [UInt8] {
      let hash = String(repeating: "0", count: 64)
      let file = #"{"name": "\#(name)", "digest": "\#(hash)", "size": 1, "modified": 1}"#
      let same = file.replacing(name, with: "a")
      return Array(
        """
        {"key": {"fields": [], "hash": "\(hash)"}, "name": "disk", "kind": "artifacts", "result": "r", "digest": "\(hash)",
        "bytes": 1, "artifacts": [\(file), \(same)], "facts": {}, "supplies": {}, "built": 1, "seconds": 1,
        "confirmed": \(confirmed), "boot": "b", "flushed": true}
        """.utf8)
    }
    #expect(Entry(record: entry("b")) != nil)
    #expect(Entry(record: entry("a")) == nil)
    #expect(Entry(record: entry("b", confirmed: .min)) == nil)
  }

  @Test func `are not kept of an archive's history`() throws {
    let item = History.Item(fields: [], built: 1, seconds: 1, log: "results/x/log")
    let wrong = History.Item(fields: [], built: .min, seconds: 1, log: "results/x/log")
    func past(_ provider: String) -> ArchiveIndex.Past {
      .init(target: Target(provider: provider, system: "x"), history: History(items: ["a": item, "b": wrong]))
    }
    #expect(past("qemu").sound?.history.items == ["a": item])
    for name in ["../..", "a b", "é", String(repeating: "x", count: 300)] {
      #expect(past(name).sound == nil, "\(name)")
    }
  }

  @Test func `are passed over where the failure of a target is asked for`() async throws {
    try await withTestDirectory { root in
      let store = Store(at: root, boot: "now", measurer: measureFile) { try removeTree($0) }
      try store.prepare()
      for folder in ["failed/x/tree", "tree"] { try makeDirectories(root.appending(folder)) }
      try writeAtomically(failed(), to: root.appending("failed/qemu-debian-12.json"))
      #expect(store.failedTree(of: target)?.folder == "failed/x")
      try writeAtomically(failed("failed/.."), to: root.appending("failed/qemu-debian-12.json"))
      #expect(store.failedTree(of: target) == nil)
    }
  }
}
