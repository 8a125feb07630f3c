import Digests
import Dispatch
import Glibc
import Synchronization

/// Reads a whole layer in byte order, fixing its times on the way, and says what it holds.
struct LayerWalk {
  /// Precedes everything else in the digest: to be raised when what enters it changes.
  private static let format = "layer 1\n"

  /// The layer's directory.
  let root: String
  /// No file stays newer, in seconds since 1970; nil to change nothing.
  let newest: Int64?

  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t
  }

  /// Walks; to be called by a process that does nothing else, whose working directory becomes the layer.
  func seal() throws(SandboxError) -> LayerSeal {
    try check(chdir(root), "enter the layer \(root)")
    var entries: [LayerEntry] = []
    try collect(".", into: &entries)
    let contents = try Self.digests(of: entries)
    var hasher = Hasher256()
    hasher.update(Self.format)
    var firsts: [Identity: Int] = [:]
    var byteCount: Int64 = 0
    var bytes: [UInt8] = []
    for (index, entry) in entries.enumerated() {
      var twin: [CChar] = []
      if entry.isFile, entry.status.st_nlink > 1 {
        let identity = Identity(device: entry.status.st_dev, inode: entry.status.st_ino)
        if let first = firsts[identity] { twin = entries[first].path } else { firsts[identity] = index }
      }
      entry.encode(into: &bytes, twin: twin)
      if let content = contents[index] { bytes.append(contentsOf: content.bytes) }
      if entry.isFile && twin.isEmpty { byteCount += Int64(entry.status.st_size) }
      if bytes.count > 1 << 16 {
        hasher.update(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    hasher.update(bytes)
    return LayerSeal(digest: hasher.finalize(), byteCount: byteCount, entryCount: entries.count)
  }

  private func collect(_ path: String, into entries: inout [LayerEntry]) throws(SandboxError) {
    try collect(Array(path.utf8CString), into: &entries)
  }

  private func collect(_ path: [CChar], into entries: inout [LayerEntry]) throws(SandboxError) {
    let entry = try LayerEntry(path, newest: newest)
    entries.append(entry)
    guard entry.isDirectory else { return }
    for name in try Self.names(in: path) {
      try collect(path.dropLast() + [CChar(UInt8(ascii: "/"))] + name, into: &entries)
    }
  }

  /// The names in a directory in byte order, null-terminated.
  private static func names(in path: [CChar]) throws(SandboxError) -> [[CChar]] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<dirent>?>?
    let count = try check(scandir(path, &list, nil, nil), "list \(shown(path))")
    defer { free(list) }
    var names: [[CChar]] = []
    for index in 0..<Int(count) {
      guard let entry = list?[index] else { continue }
      defer { free(entry) }
      // The record is as long as its name needs, not as long as the type says.
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
      let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      let length = strlen(start)
      if start[0] == CChar(UInt8(ascii: ".")) && (length == 1 || (length == 2 && start[1] == start[0])) { continue }
      names.append(Array(UnsafeBufferPointer(start: start, count: length + 1)))
    }
    return names.sorted { strcmp($0, $1) < 0 }
  }

  /// The digests of the contents, nil for what has none or shares it with a file before it.
  private static func digests(of entries: [LayerEntry]) throws(SandboxError) -> [ContentDigest?] {
    var seen: Set<Identity> = []
    let wanted = entries.indices.filter { index in
      let status = entries[index].status
      guard entries[index].isFile else { return false }
      return status.st_nlink == 1 || seen.insert(Identity(device: status.st_dev, inode: status.st_ino)).inserted
    }
    let results = Mutex<(digests: [ContentDigest?], failure: SandboxError?)>(
      (Array(repeating: nil, count: entries.count), nil))
    let groups = stride(from: 0, to: wanted.count, by: 256).map { wanted[$0..<min($0 + 256, wanted.count)] }
    DispatchQueue.concurrentPerform(iterations: groups.count) { position in
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      do throws(SandboxError) {
        var found: [(Int, ContentDigest)] = []
        for index in groups[position] {
          found.append((index, try digest(of: entries[index].path, &buffer)))
        }
        results.withLock { results in for (index, digest) in found { results.digests[index] = digest } }
      } catch {
        results.withLock { $0.failure = error }
      }
    }
    let finished = results.withLock { $0 }
    if let failure = finished.failure { throw failure }
    return finished.digests
  }

  private static func digest(of path: [CChar], _ buffer: inout [UInt8]) throws(SandboxError) -> ContentDigest {
    let descriptor = try check(
      open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), "read \(shown(path))")
    defer { close(descriptor) }
    var hasher = Hasher256()
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      try check(Int32(clamping: count), "read \(shown(path))")
      if count == 0 { return hasher.finalize() }
      hasher.update(buffer.span.bytes.extracting(0..<count))
    }
  }
}
