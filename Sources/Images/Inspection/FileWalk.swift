import CExt2
import Digests
import Glibc
import Inspection

/// Reads every file of a file system: what it is, whose it is, and the digest of what it holds.
struct FileWalk {
  /// In bytes; Linux opens none that is longer than a quarter of that.
  private static let longestPath = 1 << 14

  private let volume: Volume
  /// The directories that are still to be read.
  private var open: [(directory: UInt32, path: String)] = []
  private var records: [FileRecord] = []
  /// The digests of files that have several names.
  private var shared: [UInt32: ContentDigest] = [:]
  /// A damaged file system may have a directory inside itself.
  private var entered: Set<UInt32> = []
  /// How much of files was read, in bytes; where they share blocks or have many holes, it is more than there is.
  private var read: Int64 = 0

  private init(_ volume: Volume) {
    self.volume = volume
  }

  /// All files, in the order of their paths; throws `InspectionError`.
  static func files(of volume: Volume) throws -> [FileRecord] {
    var walk = FileWalk(volume)
    walk.open = [(volume.root, "")]
    while let (directory, path) = walk.open.popLast() { try walk.enter(directory, path: path) }
    return walk.records.sorted { $0.path < $1.path }
  }

  private mutating func enter(_ directory: UInt32, path: String) throws {
    guard entered.insert(directory).inserted else { return }
    for (name, number) in try volume.entries(of: directory) {
      try Task.checkCancellation()
      let path = path + "/" + shownName(name)
      guard path.utf8.count <= Self.longestPath else {
        throw InspectionError("the file system is damaged: its directories are nested too deep")
      }
      let inode = try volume.inode(number)
      let record = try record(path, number, inode)
      records.append(record)
      guard records.count <= volume.nameLimit, read / 16 <= volume.measure.size else {
        throw InspectionError("the file system is damaged: its files would need many times the room that it has")
      }
      if record.kind == .directory { open.append((number, path)) }
    }
  }

  private mutating func record(_ path: String, _ number: UInt32, _ inode: cext2_inode) throws -> FileRecord {
    let kind = Self.kind(inode.mode)
    let target =
      switch kind {
      case .link: shownName(try volume.target(of: number))
      case .device: "\(inode.major):\(inode.minor)"
      default: ""
      }
    let attributes = try volume.attributes(of: number).mapValues { bytes in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    return FileRecord(
      path: path, kind: kind, mode: inode.mode & 0o7777, user: inode.user, group: inode.group,
      size: kind == .file ? Int64(clamping: inode.size) : 0, target: target,
      digest: isReadable(inode, kind)
        ? try digest(of: number, links: inode.links, size: Int64(clamping: inode.size)) : nil, attributes: attributes)
  }

  /// A file of holes, or a damaged one, may claim a size that would take hours to read; its size has to do.
  private func isReadable(_ inode: cext2_inode, _ kind: FileRecord.Kind) -> Bool {
    kind == .file && inode.size <= volume.measure.size
  }

  private mutating func digest(of number: UInt32, links: UInt32, size: Int64) throws -> ContentDigest {
    if let known = shared[number] { return known }
    let digest = try volume.digest(of: number)
    read += size
    if links > 1 { shared[number] = digest }
    return digest
  }

  private static func kind(_ mode: UInt32) -> FileRecord.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    case S_IFCHR, S_IFBLK: .device
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .unknown
    }
  }
}
