import Console
import FoundationEssentials
import TaskGraph

@testable import Digests
@testable import StepCache
@testable import Tasks

extension FuzzedReader {
  /// The record of a result: it names nothing outside of the store, its numbers can be added up, and it is the same when
  /// written again.
  static let entry = FuzzedReader("entry") { bytes in
    guard let entry = Entry(record: bytes) else { return }
    for name in [entry.result] + entry.artifacts.map(\.name) {
      try promise(
        !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(0)
          && !name.utf8.contains(UInt8(ascii: "/")),
        "it names `\(name)`")
    }
    // A million entries must fit into one sum.
    try promise(entry.bytes >= 0 && entry.bytes < Int64.max >> 20, "it has \(entry.bytes) bytes")
    try promise(entry.artifacts.allSatisfy { $0.size >= 0 && $0.size < Int64.max >> 20 }, "a file has a wrong size")
    try promise(entry.built >= 0 && entry.built < Int64.max >> 20, "it was built at \(entry.built)")
    try promise(entry.seconds >= 0 && entry.seconds < 1e12, "it took \(entry.seconds) s")
    try promise(entry.resolved >= 0 && entry.resolved < Int64.max >> 20, "its packages are of \(entry.resolved)")
    let written = try sorted(entry)
    try promise(Entry(record: Array(written)).map(sorted) == written, "it is another one when written again")
  }

  /// What a target's works were last made from.
  static let history = FuzzedReader("history") { bytes in
    let history = History(record: bytes)
    for item in history.items.values {
      try promise(item.built >= 0 && item.built < Int64.max >> 20, "it was built at \(item.built)")
      try promise(item.seconds >= 0 && item.seconds < 1e12, "it took \(item.seconds) s")
      try promise(!item.log.hasPrefix("/") && !item.log.split(separator: "/").contains(".."), "its log is \(item.log)")
    }
    try promise(History(record: Array(sorted(history))) == history, "it is another one when written again")
  }

  /// A build that is over, a line of JSON: its times are some, and changes since it can be told.
  static let pastBuild = FuzzedReader("past-build") { bytes in
    guard let build = PastBuild(line: bytes) else { return }
    try promise(build.started >= 0 && build.started < Int64.max >> 20, "it started at \(build.started)")
    for seconds in [build.seconds] + build.parts.map(\.seconds) {
      try promise(seconds >= 0 && seconds < 1e12, "it took \(seconds) s")
    }
    let isEachOnce = Set(build.parts.map(\.name)).count == build.parts.count
    try promise(!isEachOnce || build.changes(since: build).isEmpty, "it differs from itself")
    let target = Target(provider: "qemu", system: "debian-12")
    _ = HistoryReport([build, build], of: target, count: 2, now: 1_700_000_000).text
    try promise(PastBuild(line: Array(sorted(build))) == build, "it is another one when written again")
  }

  /// What is kept of a failure: it names nothing outside of the cache.
  static let failedTree = FuzzedReader("failed-tree") { bytes in
    guard let tree = FailedTree(record: bytes) else { return }
    try promise(tree.time >= 0 && tree.time < Int64.max >> 20, "it failed at \(tree.time)")
    try promise(tree.folder.hasPrefix("failed/"), "it is in \(tree.folder)")
    let paths =
      [tree.folder] + tree.results.map { "results/\($0)/tree" } + tree.supplies.flatMap { [$0.key, $0.value] }
    for path in paths { try checkInside(path) }
    try promise(FailedTree(record: Array(sorted(tree))) == tree, "it is another one when written again")
  }

  /// What comes first in an archive of results: only parts of results that it may have are unpacked, and only what a
  /// store can keep is kept.
  static let archiveIndex = FuzzedReader("archive-index") { bytes in
    guard let index = ArchiveIndex(record: bytes) else { return }
    let wanted = index.entries.filter { $0.fault == nil }
    for part in index.parts(of: wanted) {
      try checkInside(part)
      try promise(part.hasPrefix("results/"), "it wants \(part.debugDescription)")
      try promise(part.split(separator: "/").count == 3, "it wants \(part.debugDescription)")
    }
    for entry in wanted {
      _ = entry.isConsistent
      try promise(entry.key.isGenuine, "it takes in a record of another key")
    }
    for past in index.histories.compactMap(\.sound) {
      try checkInside("history/\(past.target.name)")
      try promise(past.target.name.utf8.count < 255, "no file has such a name")
      try promise(past.history.items.values.allSatisfy { $0.built >= 0 }, "it was built before 1970")
    }
  }

  /// The remembered checksum of a download, and any digest in a record.
  static let pin = FuzzedReader(
    "pin",
    ofText: { text in
      guard let digest = Store.pin(in: text) else { return }
      try promise(text.lowercased().hasPrefix(digest.hex), "it is \(digest)")
      try promise(ContentDigest(hex: digest.hex) == digest, "it is another one when written again")
    })

  /// The manifest beside an image.
  static let manifest = FuzzedReader(
    "manifest",
    ofText: { text in
      let data = Data(text.utf8)
      _ = deliveredTarget(inManifest: text)
      guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data) else { return }
      let again = try JSONDecoder().decode(Manifest.self, from: Data(manifest.text().utf8))
      try promise(again == manifest, "it is another one when written again")
    })
}

private func checkInside(_ path: String) throws {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  let isInside = parts.allSatisfy { !["", ".", ".."].contains($0) }
  try promise(
    isInside && !path.unicodeScalars.contains { $0 == "\0" || $0 == "\n" }, "it names \(path.debugDescription)")
}

private func sorted(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return try encoder.encode(value)
}
