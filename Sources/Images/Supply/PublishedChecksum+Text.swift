import Transfer

extension PublishedChecksum {
  /// What the text that is published says about the file at `url`; nil where nothing is published.
  func expectation(in text: String, of url: String) throws(SupplyError) -> ContentChecksum? {
    switch self {
    case .sha256, .pinned: return nil
    case .file(let source):
      return try digits(text.split(whereSeparator: \.isWhitespace).first, from: source)
    case .list(let source):
      let name = url.split(separator: "/").last.map(String.init) ?? url
      let line = text.split(whereSeparator: \.isNewline).first { line in
        line.split(whereSeparator: \.isWhitespace).last.map { $0 == name || $0 == "*\(name)" } ?? false
      }
      return try digits(line?.split(whereSeparator: \.isWhitespace).first, from: source)
    }
  }
}

private func digits(_ text: Substring?, from source: String) throws(SupplyError) -> ContentChecksum {
  guard let text, text.allSatisfy({ $0.isASCII && $0.isHexDigit }),
    let algorithm = [64: .sha256, 128: .sha512][text.count] as ContentChecksum.Algorithm?
  else {
    throw SupplyError("\(source) holds no checksum of the file", hint: "look at that address: it may be an error page")
  }
  return ContentChecksum(algorithm, hex: String(text))
}
