import Digests
import FoundationEssentials

/// The bytes of a record, which say by themselves whether they are whole: a JSON object whose first member is the SHA-256
/// of what it would be without that member.
///
/// A record that was changed by a bit may still be JSON; what it then says of an image would be believed.
enum SealedRecord {
  private static let start = Array("{\"seal\":\"".utf8)
  private static let end = Array("\",".utf8)
  private static let digits = 64

  /// The bytes to keep of a JSON object that has members.
  static func seal(_ object: [UInt8]) -> [UInt8] {
    start + Array(digest(object).utf8) + end + object.dropFirst()
  }

  /// The object as it was sealed; nil where anything has changed since.
  static func open(_ bytes: [UInt8]) -> [UInt8]? {
    let length = start.count + digits + end.count
    guard bytes.count > length, bytes.starts(with: start), bytes[(start.count + digits)...].starts(with: end) else {
      return nil
    }
    let object = [UInt8(ascii: "{")] + bytes[length...]
    let seal = bytes[start.count..<(start.count + digits)]
    return Array(digest(object).utf8) == Array(seal) ? object : nil
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    contentDigest(of: bytes).hex
  }
}
