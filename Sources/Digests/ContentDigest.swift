/// The SHA-256 of some content, by which a layer, an artifact or a key is known.
public struct ContentDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  // Four words rather than an array: a plan holds tens of thousands of digests.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest with these 32 bytes; nil for another number of bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.init(exactly: bytes)
  }

  /// The digest that is written as these 64 hexadecimal digits, in either case; nil for another text.
  public init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.value(of: digits[index]), let low = Self.value(of: digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(exactly: bytes)
  }

  /// The digest whose bytes are the first 32 of `bytes`, which must not be fewer.
  init(exactly bytes: [UInt8]) {
    func word(_ start: Int) -> UInt64 {
      bytes.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self)) }
    }
    words = (word(0), word(8), word(16), word(24))
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    withUnsafeBytes(of: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)) { Array($0) }
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { hexadecimal(bytes) }

  /// The first 12 hexadecimal digits, enough for the eye.
  public var short: String { String(hex.prefix(12)) }

  /// The same as `hex`.
  public var description: String { hex }

  /// Whether the bytes are the same.
  public static func == (left: ContentDigest, right: ContentDigest) -> Bool { left.words == right.words }

  /// The order of the bytes, which is that of `hex`.
  public static func < (left: ContentDigest, right: ContentDigest) -> Bool { left.words < right.words }

  /// The first bytes are as good a hash as any.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension ContentDigest: Codable {
  /// Reads the hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = ContentDigest(hex: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is no SHA-256 digest")
    }
    self = digest
  }

  /// Writes the hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
  func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10) }
  return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
    for (index, byte) in bytes.enumerated() {
      text[2 * index] = digit(byte >> 4)
      text[2 * index + 1] = digit(byte & 15)
    }
    return 2 * bytes.count
  }
}
