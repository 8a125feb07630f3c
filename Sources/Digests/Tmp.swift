import CCrypto
public import SystemPackage
public struct ContentDigest: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public let hex: String
  public init?(hex: String) { guard hex.count == 64 else { return nil }; self.hex = hex }
  public init(bytes: [UInt8]) { hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
  public var description: String { hex }
  public static func < (a: Self, b: Self) -> Bool { a.hex < b.hex }
  public init(from decoder: any Decoder) throws { hex = try decoder.singleValueContainer().decode(String.self) }
  public func encode(to encoder: any Encoder) throws { var c = encoder.singleValueContainer(); try c.encode(hex) }
}
public func contentDigest(of text: String) -> ContentDigest {
  var out = [UInt8](repeating: 0, count: 32); let d = Array(text.utf8)
  _ = EVP_Digest(d, d.count, &out, nil, EVP_sha256(), nil)
  return ContentDigest(bytes: out)
}
public func contentDigest(ofFile p: FilePath) throws -> ContentDigest { contentDigest(of: p.string) }
public func hmac(key: [UInt8], _ m: String) -> ContentDigest { contentDigest(of: m) }
public struct CanonicalEncoding { var s = ""; public init() {}
 public mutating func append(_ t: String) { s += "\(t.utf8.count):\(t)" }
 public mutating func append(_ n: String, _ t: String) { append(n); append(t) }
 public var digest: ContentDigest { contentDigest(of: s) } }
