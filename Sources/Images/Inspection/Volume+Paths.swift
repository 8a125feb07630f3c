import CExt2
import Glibc

extension Volume {
  /// The text of a file, repaired where it is not UTF-8; nil where there is no such file.
  func text(at path: String, limit: Int = 16 << 20) throws(InspectionError) -> String? {
    guard let found = find(path), try inode(found).mode & S_IFMT == S_IFREG else { return nil }
    // Without its holes it cannot have more than its file system.
    let most = min(limit, Int(clamping: measure.size))
    return String(decoding: try content(of: found, limit: most), as: UTF8.self)
  }

  /// The names in a directory, sorted; empty where there is none.
  func names(in path: String) throws(InspectionError) -> [String] {
    guard let found = find(path), try inode(found).mode & S_IFMT == S_IFDIR else { return [] }
    return try entries(of: found).map { shownName($0.name) }.sorted()
  }

  /// Where the links in a directory, and in those right below it, point to; by their paths below it.
  func links(below path: String) throws(InspectionError) -> [String: String] {
    guard let found = find(path), try inode(found).mode & S_IFMT == S_IFDIR else { return [:] }
    return try links(below: found, prefix: "", isDeep: true)
  }

  private func links(
    below directory: UInt32, prefix: String, isDeep: Bool
  ) throws(InspectionError) -> [String: String] {
    var links: [String: String] = [:]
    for (name, number) in try entries(of: directory) {
      let place = prefix + shownName(name)
      switch try inode(number).mode & S_IFMT {
      case S_IFLNK: links[place] = shownName(try target(of: number))
      case S_IFDIR where isDeep:
        let below = try self.links(below: number, prefix: place + "/", isDeep: false)
        links.merge(below) { first, _ in first }
      default: break
      }
    }
    return links
  }
}

/// A name as text, with `\xNN` for bytes that are not UTF-8.
func shownName(_ bytes: [UInt8]) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  return bytes.map { byte in
    byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16)
  }.joined()
}
