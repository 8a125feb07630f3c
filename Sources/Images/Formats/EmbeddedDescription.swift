import Digests
import Storage
public import SystemPackage

/// A text that a disk says of itself, in the room between the partition table and the first partition, where it survives
/// every conversion of the disk's format.
///
/// A line with a magic word, the version of this format, the length of the text in bytes and its SHA-256 in hexadecimal
/// comes first, then the text, then zeros up to a whole sector.
public enum EmbeddedDescription {
  /// Where it begins: 64 KiB into the disk, so that it shares no cluster of qcow2 with the partition table.
  public static let offset: Int64 = 64 << 10
  /// How many bytes there are before the first partition.
  public static let room = (1 << 20) - Int(offset)
  private static let magic = "image-builder-description 1"

  /// The bytes of a text, a multiple of 512; nil where there is no room for it.
  public static func encode(_ text: String) -> [UInt8]? {
    let header = "\(magic) \(text.utf8.count) \(contentDigest(of: text).hex)\n"
    var bytes = Array(header.utf8) + Array(text.utf8)
    bytes += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    return bytes.count <= room ? bytes : nil
  }

  /// Writes such bytes onto a raw disk.
  public static func write(_ bytes: [UInt8], to disk: FilePath) throws {
    let file = try FileDescriptor.open(disk, .writeOnly)
    _ = try file.closeAfter { try file.writeAll(toAbsoluteOffset: offset, bytes) }
  }

  /// The text in what stands there; nil where there is none, or where it was damaged.
  public static func decode(_ bytes: [UInt8]) -> String? {
    guard let end = bytes.prefix(256).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    guard words.count == 4, words[0...1].joined(separator: " ") == magic, let length = Int(words[2]), length >= 0 else {
      return nil
    }
    let text = bytes.dropFirst(end + 1).prefix(length)
    guard text.count == length, contentDigest(of: Array(text)).hex == words[3] else { return nil }
    return String(validating: text, as: UTF8.self)
  }
}
