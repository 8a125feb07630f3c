@testable import ImageSupply

@testable import Transfer

extension FuzzedReader {
  /// The head of an answer: no size and no offset is negative.
  static let responseHead = FuzzedReader("response-head") { bytes in
    var head = ResponseHead()
    // libcurl hands on what a server sent, whatever it is, line by line.
    for line in bytes.split(separator: UInt8(ascii: "\n")) { head.take(String(decoding: line, as: UTF8.self) + "\n") }
    try promise(head.status >= 0, "its status is \(head.status)")
    try promise(head.totalSize ?? 0 >= 0, "its size is \(head.totalSize ?? 0)")
    let range = head.contentRange
    try promise(range.start ?? 0 >= 0 && range.total ?? 0 >= 0, "its range is \(range)")
    if let validator = head.validator {
      try promise(!validator.contains(where: \.isNewline), "its validator is \(validator.debugDescription)")
      let record = PartFile.record(url: "http://a/b?c", validator: validator)
      let again = PartFile.validator(in: Array(record.utf8), for: "http://a/b?c")
      try promise(again.map { isSame($0, validator) } ?? true, "its validator is read back as \(again ?? "")")
    }
  }

  /// What is kept beside a part: a validator only for that address, and on one line.
  static let partRecord = FuzzedReader("part-record") { bytes in
    for url in ["", "http://a/b"] {
      guard let validator = PartFile.validator(in: bytes, for: url) else { continue }
      try promise(!validator.isEmpty && !validator.contains(where: \.isNewline), validator.debugDescription)
    }
  }

  /// A checksum file: digits, as many as an algorithm has, and those of the line of the file.
  static let checksumList = FuzzedReader(
    "checksum-list",
    ofText: { text in
      for checksum in [PublishedChecksum.file("http://a/b"), .list("http://a/b")] {
        guard let found = try? checksum.expectation(in: text, of: "http://a/name.tar.gz") else { continue }
        try promise(
          found.hex.utf8.count == (found.algorithm == .sha256 ? 64 : 128)
            && found.hex.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }, "`\(found.hex)` is no checksum")
        guard case .list = checksum else { continue }
        let named = text.lowercased().split(whereSeparator: \.isNewline).contains { line in
          line.contains("name.tar.gz") && line.contains(found.hex)
        }
        try promise(named, "\(found.hex) stands beside another name")
      }
    })
}
