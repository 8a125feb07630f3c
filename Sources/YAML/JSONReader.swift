/// Reads strict JSON (RFC 8259) into the nodes that YAML makes, so that both have marks.
///
/// libyaml would accept comments and bare words, and it rejects the surrogate pairs that JSON writes.
struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var marks = MarkCounter()

  /// A reader at the beginning of a text.
  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      marks = MarkCounter(from: 3)
    }
  }

  /// The text's one value.
  mutating func readDocument() throws(YAMLError) -> YAMLNode {
    skipSpace()
    if index == bytes.count { throw YAMLError("the text is empty; JSON needs a value", at: here()) }
    let node = try readValue()
    skipSpace()
    if index < bytes.count { throw YAMLError("nothing may follow the end of the JSON value", at: here()) }
    return node
  }

  private mutating func readValue() throws(YAMLError) -> YAMLNode {
    let start = here()
    switch peek() {
    case UInt8(ascii: "{"): return try readObject(start)
    case UInt8(ascii: "["): return try readArray(start)
    case UInt8(ascii: "\""): return YAMLNode(.scalar(try readString(), isPlain: false), at: start)
    default: return YAMLNode(.scalar(try readWord(start), isPlain: true), at: start)
    }
  }

  private mutating func readObject(_ start: YAMLMark) throws(YAMLError) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var names: Set<String> = []
    try enter(start)
    skipSpace()
    while peek() != UInt8(ascii: "}") {
      let mark = here()
      guard peek() == UInt8(ascii: "\"") else { throw expected("a name in double quotes") }
      let name = try readString()
      guard names.insert(name).inserted else { throw YAMLError.twice(name, at: mark) }
      skipSpace()
      guard take(":") else { throw expected("`:` after the name") }
      skipSpace()
      entries.append(YAMLEntry(key: name, mark: mark, value: try readValue()))
      try readSeparator(closing: "}")
    }
    leave()
    return YAMLNode(.mapping(entries), at: start)
  }

  private mutating func readArray(_ start: YAMLMark) throws(YAMLError) -> YAMLNode {
    var items: [YAMLNode] = []
    try enter(start)
    skipSpace()
    while peek() != UInt8(ascii: "]") {
      items.append(try readValue())
      try readSeparator(closing: "]")
    }
    leave()
    return YAMLNode(.sequence(items), at: start)
  }

  private mutating func readSeparator(closing: Character) throws(YAMLError) {
    skipSpace()
    if peek() == closing.asciiValue { return }
    let comma = here()
    guard take(",") else { throw expected("`,` or `\(closing)`") }
    skipSpace()
    if peek() == closing.asciiValue { throw YAMLError("JSON has no comma before `\(closing)`", at: comma) }
  }

  private mutating func readWord(_ start: YAMLMark) throws(YAMLError) -> String {
    let begin = index
    while let byte = peek(), isWordByte(byte) { index += 1 }
    let word = String(decoding: bytes[begin..<index], as: UTF8.self)
    if word == "true" || word == "false" || word == "null" || isJSONNumber(word) { return word }
    index = begin
    if word.isEmpty { throw expected("a value") }
    throw YAMLError("`\(word)` is not JSON; text stands in double quotes", at: start)
  }

  private mutating func readString() throws(YAMLError) -> String {
    var text: [UInt8] = []
    index += 1
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try readEscape(into: &text)
      case 0..<0x20:
        throw YAMLError("a line end or control character must be escaped in a JSON string", at: here())
      default:
        text.append(byte)
        index += 1
      }
    }
    throw YAMLError("the JSON string is not closed", at: here())
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(YAMLError) {
    let start = here()
    index += 1
    let letter = peek()
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter ?? 0)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try readHex(start)
      if (0xD800..<0xDC00).contains(code) {
        guard take("\\"), take("u") else { throw YAMLError.halfPair(at: start) }
        let low = try readHex(start)
        guard (0xDC00..<0xE000).contains(low) else { throw YAMLError.halfPair(at: start) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw YAMLError.halfPair(at: start) }
      text.append(contentsOf: String(scalar).utf8)
    default:
      throw YAMLError("JSON knows no such escape", at: start)
    }
  }

  private mutating func readHex(_ start: YAMLMark) throws(YAMLError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw YAMLError("`\\u` needs four hexadecimal digits", at: start)
      }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  private mutating func enter(_ start: YAMLMark) throws(YAMLError) {
    depth += 1
    if depth > YAMLBuilder.greatestDepth { throw YAMLError.tooDeep(at: start) }
    index += 1
  }

  private mutating func leave() {
    depth -= 1
    index += 1
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard peek() == character.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func expected(_ what: String) -> YAMLError {
    if peek() == nil { return YAMLError("the JSON ends where \(what) should stand", at: here()) }
    if peek() == UInt8(ascii: "#") || peek() == UInt8(ascii: "/") {
      return YAMLError("JSON has no comments", at: here())
    }
    return YAMLError("\(what) should stand here", at: here())
  }

  /// The mark of the current byte.
  private mutating func here() -> YAMLMark {
    bytes.withUnsafeBufferPointer { marks.mark(of: index, in: $0) }
  }
}

extension YAMLError {
  /// One half of a surrogate pair without the other.
  fileprivate static func halfPair(at mark: YAMLMark) -> YAMLError {
    YAMLError("half of a surrogate pair stands alone", at: mark)
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
    UInt8(ascii: "_"), UInt8(ascii: "'"):
    true
  default: byte >= 0x80
  }
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
private func isJSONNumber(_ word: String) -> Bool {
  var rest = Substring(word)
  func digits() -> Int {
    let count = rest.prefix { $0.isASCII && $0.isNumber }.count
    rest = rest.dropFirst(count)
    return count
  }
  if rest.first == "-" { rest = rest.dropFirst() }
  if rest.first == "0" { rest = rest.dropFirst() } else if digits() == 0 { return false }
  if rest.first == "." {
    rest = rest.dropFirst()
    if digits() == 0 { return false }
  }
  if rest.first == "e" || rest.first == "E" {
    rest = rest.dropFirst()
    if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    if digits() == 0 { return false }
  }
  return rest.isEmpty
}
