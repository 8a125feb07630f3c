/// The status and the header fields of a server's last answer.
struct ResponseHead {
  /// The HTTP status; 0 for a `file` URL.
  private(set) var status = 0
  /// Values by lower-case name.
  private(set) var fields: [String: String] = [:]

  /// Takes one header line; a status line begins the next answer, so that of a redirection only the last is kept.
  mutating func take(_ line: String) {
    let line = line.trimmed
    if line.hasPrefix("HTTP/") {
      let words = line.split(separator: " ", maxSplits: 2)
      status = words.count > 1 ? number(words[1]).flatMap { Int(exactly: $0) } ?? 0 : 0
      fields = [:]
    } else if let colon = line.firstIndex(of: ":") {
      fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...]).trimmed
    }
  }

  /// Whether the body is the file, or a part of it.
  var hasContent: Bool { status == 0 || status == 200 || status == 206 }

  /// What names this state of the file for a later `If-Range`: a strong ETag, else the modification time.
  var validator: String? {
    if let tag = fields["etag"], tag.hasPrefix("\""), Self.isSendable(tag) { return tag }
    return fields["last-modified"].flatMap { Self.isSendable($0) ? $0 : nil }
  }

  /// Whether a server's word can stand in a header of ours: it could end the line there.
  static func isSendable(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// The first byte's offset and the file's size, from `Content-Range: bytes 5-9/10`, or of 416, `bytes */10`.
  var contentRange: (start: Int64?, total: Int64?) {
    guard let range = fields["content-range"], range.hasPrefix("bytes ") else { return (nil, nil) }
    let parts = range.dropFirst(6).split(separator: "/", maxSplits: 1)
    let start = parts.first?.split(separator: "-", omittingEmptySubsequences: false).first.flatMap(number)
    return (start, parts.count > 1 ? number(parts[1]) : nil)
  }

  /// The file's size, if the server tells it.
  var totalSize: Int64? {
    status == 206 ? contentRange.total : fields["content-length"].flatMap { number($0[...]) }
  }
}

/// Digits without a sign, as HTTP writes numbers.
private func number(_ text: Substring) -> Int64? {
  text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int64(text) : nil
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
