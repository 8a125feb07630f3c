import FoundationEssentials

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

private func sorted(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return try encoder.encode(value)
}
