import Glibc
public import SystemPackage

/// All bytes of a file; throws `StorageError`.
public func readFile(_ path: FilePath) throws(StorageError) -> [UInt8] {
  let file = try OpenFile(path, "read", O_RDONLY)
  var status = stat()
  try check("read", path) { fstat(file.descriptor, &status) }
  // Files of /proc claim to be empty; one byte more than the size saves a second read at the end of the others.
  var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 4096))
  var count = 0
  while true {
    let read = try file.read(into: &bytes, from: count)
    if read == 0 { break }
    count += read
    if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
  }
  bytes.removeLast(bytes.count - count)
  return bytes
}

/// A file's text; throws `StorageError`, also if it is not UTF-8.
public func readText(_ path: FilePath) throws(StorageError) -> String {
  guard let text = String(validating: try readFile(path), as: UTF8.self) else {
    throw StorageError(action: "read as UTF-8 text", path: path, code: .illegalByteSequence)
  }
  return text
}

/// The identifier of this boot of the machine; throws `StorageError`.
public func bootIdentifier() throws(StorageError) -> String {
  String(try readText("/proc/sys/kernel/random/boot_id").prefix { !$0.isWhitespace })
}
