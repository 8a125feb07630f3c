import CNamespaces
import Digests
import Glibc

/// One file, directory, link or whiteout of a layer, as far as it enters the layer's digest.
struct LayerEntry {
  /// Relative to the layer, null-terminated; names need not be UTF-8.
  let path: [CChar]
  let status: stat
  /// Where a symbolic link points to.
  private let target: [UInt8]
  /// Extended attributes by name, in byte order.
  private let attributes: [(name: [UInt8], value: [UInt8])]

  /// Whether overlay hides what lies below here; it shares one inode among many.
  var isWhiteout: Bool { status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0 }

  /// Whether it has content to be hashed.
  var isFile: Bool { status.st_mode & S_IFMT == S_IFREG }

  /// Whether it is a directory.
  var isDirectory: Bool { status.st_mode & S_IFMT == S_IFDIR }

  /// Reads everything but the content. Unless `newest` is nil, makes the time on disk no newer (in seconds since 1970)
  /// and takes overlay's notes about the layers below away.
  init(_ path: [CChar], newest: Int64?) throws(SandboxError) {
    var status = stat()
    try check(lstat(path, &status), "read \(shown(path))")
    let time = status.st_mtim
    if let newest, time.tv_sec > newest || (time.tv_sec == newest && time.tv_nsec > 0) {
      status.st_mtim = timespec(tv_sec: Int(newest), tv_nsec: 0)
      try check(
        namespaces_set_time(AT_FDCWD, path, newest, 0), "set the time of \(shown(path))")
    }
    self.path = path
    self.status = status
    target = status.st_mode & S_IFMT == S_IFLNK ? linkTargetBytes(path) : []
    attributes = try Self.attributes(of: path, isChanging: newest != nil)
  }

  /// Adds all but the content to `bytes`, each part with its length before it, so that no two layers agree by chance.
  ///
  /// `twin` is the first path of the same file, empty if this is it.
  func encode(into bytes: inout [UInt8], twin: [CChar]) {
    Self.append(path.dropLast().map { UInt8(bitPattern: $0) }, to: &bytes)
    if isWhiteout {
      Self.append(Array("whiteout".utf8), to: &bytes)
      return
    }
    let device = status.st_mode & S_IFMT == S_IFCHR || status.st_mode & S_IFMT == S_IFBLK ? status.st_rdev : 0
    let numbers = [
      UInt64(status.st_mode), UInt64(status.st_uid), UInt64(status.st_gid), UInt64(device),
      UInt64(bitPattern: Int64(status.st_mtim.tv_sec)), UInt64(status.st_mtim.tv_nsec), UInt64(attributes.count),
    ]
    Self.append(Array(numbers.map { String($0, radix: 16) }.joined(separator: " ").utf8), to: &bytes)
    Self.append(target, to: &bytes)
    Self.append(twin.dropLast().map { UInt8(bitPattern: $0) }, to: &bytes)
    for attribute in attributes {
      Self.append(attribute.name, to: &bytes)
      Self.append(attribute.value, to: &bytes)
    }
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(part.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part)
  }

  private static func attributes(
    of path: [CChar], isChanging: Bool
  ) throws(SandboxError) -> [(name: [UInt8], value: [UInt8])] {
    let size = namespaces_list_attributes(path, nil, 0)
    guard size > 0 else { return [] }
    let list = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = buffer.withMemoryRebound(to: CChar.self) {
        max(namespaces_list_attributes(path, $0.baseAddress, $0.count), 0)
      }
    }
    var found: [(name: [UInt8], value: [UInt8])] = []
    for name in list.split(separator: 0) {
      let text = String(decoding: name, as: UTF8.self)
      if text.hasPrefix("user.overlay.") && text != "user.overlay.opaque" {
        // Where a file was copied from: inode numbers, which are nobody's result.
        if isChanging {
          try check(namespaces_remove_attribute(path, text), "remove the attribute \(text) of \(shown(path))")
        }
        continue
      }
      // Labels of the host's own security modules are not the image's.
      guard text.hasPrefix("user.") || text.hasPrefix("system.posix_acl_") || text == "security.capability" else {
        continue
      }
      found.append((Array(name), try value(of: text, path)))
    }
    return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private static func value(of name: String, _ path: [CChar]) throws(SandboxError) -> [UInt8] {
    var length = 0
    // As much as the kernel lets an attribute hold.
    let value = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      length = namespaces_attribute(path, name, buffer.baseAddress, buffer.count)
      count = max(length, 0)
    }
    try check(Int32(clamping: length), "read the attribute \(name) of \(shown(path))")
    return value
  }
}
