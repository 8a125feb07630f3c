/// The times of inodes that `mkfs.ext4 -d` takes from the machine that builds.
enum InodeTimes {
  /// The root directory's.
  private static let rootInode = 2
  /// The first that belongs to a file; below are the file system's own.
  private static let firstInode = 11

  /// A script for debugfs that gives every inode in use the time `epoch`, in seconds since 1970, but for the time of
  /// the last modification, which is the file's own; `report` is what dumpe2fs says of the file system.
  static func script(_ report: String, epoch: Int64) throws(DiskError) -> String {
    var script = ""
    for inode in try used(report) {
      for field in ["atime", "ctime", "crtime"] { script += "set_inode_field <\(inode)> \(field) @\(epoch)\n" }
    }
    return script
  }

  /// The numbers of the inodes that hold files.
  static func used(_ report: String) throws(DiskError) -> [Int] {
    var count = 0
    var free: [ClosedRange<Int>] = []
    for line in report.split(separator: "\n") {
      if let value = line.value(after: "Inode count:") { count = Int(value) ?? 0 }
      guard let value = line.value(after: "  Free inodes: ") else { continue }
      for range in value.split(separator: ",") {
        let ends = range.split(separator: "-").compactMap { Int($0.trimmed) }
        guard let first = ends.first, let last = ends.last, first <= last else { continue }
        free.append(first...last)
      }
    }
    guard count >= firstInode else { throw DiskError("dumpe2fs says nothing of inodes") }
    var used: [Int] = [rootInode]
    var next = firstInode
    for range in free.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if next < range.lowerBound { used += next..<range.lowerBound }
      next = max(next, range.upperBound + 1)
    }
    if next <= count { used += next...count }
    return used
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  fileprivate func value(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count).trimmed : nil
  }
}
