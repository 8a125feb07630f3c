import Glibc
public import SystemPackage

/// The names in a directory, without `.` and `..`, in the order of their bytes; throws `StorageError`.
public func listDirectory(_ path: FilePath) throws(StorageError) -> [String] {
  guard let directory = path.withPlatformString({ opendir($0) }) else { throw .last("list", path) }
  defer { closedir(directory) }
  return try entryNames(of: directory, { path }).map(text)
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// A name that ends with NUL as text, repaired if it is not UTF-8.
func text(of name: [CChar]) -> String {
  String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// The names in an open directory as they are, NUL at the end; a name need not be UTF-8.
func entryNames(of directory: OpaquePointer, _ path: () -> FilePath) throws(StorageError) -> [[CChar]] {
  var names: [[CChar]] = []
  while true {
    errno = 0
    guard let entry = readdir(directory) else {
      if errno != 0 { throw .last("list", path()) }
      return names
    }
    let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
        Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
      }
    }
    if name != [0x2E, 0] && name != [0x2E, 0x2E, 0] { names.append(name) }
  }
}

/// Makes a directory and those above it; one that is there already keeps its mode. Throws `StorageError`.
public func makeDirectories(_ path: FilePath, mode: UInt32 = 0o755) throws(StorageError) {
  if path.withPlatformString({ mkdir($0, mode) }) == 0 { return }
  switch errno {
  case ENOENT where !path.removingLastComponent().isEmpty:
    try makeDirectories(path.removingLastComponent(), mode: mode)
    // Somebody else may have made it meanwhile.
    if path.withPlatformString({ mkdir($0, mode) }) == 0 || errno == EEXIST { return }
    throw .last("make the directory", path)
  case EEXIST:
    var status = stat()
    if path.withPlatformString({ stat($0, &status) }) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
    throw StorageError(action: "make the directory", path: path, code: .fileExists)
  default:
    throw .last("make the directory", path)
  }
}
