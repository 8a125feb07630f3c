import CExt2
import Digests
import Glibc
import Inspection

/// Reads every file of a file system: what it is, whose it is, and the digest of what it holds.
struct FileWalk {
  private let volume: Volume
  private var records: [FileRecord] = []
  /// The digests of files that have several names.
  private var shared: [UInt32: ContentDigest] = [:]
  /// A damaged file system may have a directory inside itself.
  private var entered: Set<UInt32> = []

  private init(_ volume: Volume) {
    self.volume = volume
  }

  /// All files, in the order of their paths; throws `InspectionError`.
  static func files(of volume: Volume) throws -> [FileRecord] {
    var walk = FileWalk(volume)
    try walk.enter(volume.root, path: "")
    return walk.records.sorted { $0.path < $1.path }
  }

  private mutating func enter(_ directory: UInt32, path: String) throws {
    guard entered.insert(directory).inserted else { return }
    for (name, number) in try volume.entries(of: directory) {
      try Task.checkCancellation()
      let path = path + "/" + shownName(name)
      let inode = try volume.inode(number)
      let record = try record(path, number, inode)
      records.append(record)
      if record.kind == .directory { try enter(number, path: path) }
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
      digest: isReadable(inode, kind) ? try digest(of: number, links: inode.links) : nil, attributes: attributes)
  }

  /// A file of holes, or a damaged one, may claim a size that would take hours to read; its size has to do.
  private func isReadable(_ inode: cext2_inode, _ kind: FileRecord.Kind) -> Bool {
    kind == .file && inode.size <= volume.measure.size
  }

  private mutating func digest(of number: UInt32, links: UInt32) throws -> ContentDigest {
    if let known = shared[number] { return known }
    let digest = try volume.digest(of: number)
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
