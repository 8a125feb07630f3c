import Glibc
import SystemPackage

/// An open file that closes itself.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: FilePath

  /// Opens `path`; children do not inherit it.
  init(_ path: FilePath, _ action: String, _ flags: Int32, mode: mode_t = 0) throws(StorageError) {
    self.path = path
    self.descriptor = try check(action, path) { path.withPlatformString { open($0, flags | O_CLOEXEC, mode) } }
  }

  deinit { close(descriptor) }

  /// Reads into `bytes` from index `start` on; returns how many came, 0 at the end of the file.
  func read(into bytes: inout [UInt8], from start: Int) throws(StorageError) -> Int {
    try check("read", path) {
      bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start) }
    }
  }

  /// Writes the first `count` of `bytes` at `offset` of the file.
  func write(_ bytes: [UInt8], count: Int, at offset: Int64) throws(StorageError) {
    var done = 0
    while done < count {
      done += try check("write", path) {
        bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress?.advanced(by: done), count - done, off_t(offset) + off_t(done))
        }
      }
    }
  }

  /// Sets the permission bits, whatever the umask.
  func setMode(_ mode: mode_t) throws(StorageError) {
    try check("set the mode of", path) { fchmod(descriptor, mode) }
  }

  /// Waits until the file's bytes and size are on the disk.
  func flush() throws(StorageError) {
    try check("flush", path) { fsync(descriptor) }
  }
}

/// A name beside `path` that nobody else uses.
func temporaryName(beside path: FilePath) -> FilePath {
  let name = path.lastComponent?.string ?? "file"
  // A name may have 255 bytes; a long one is cut so that its temporary name is legal too.
  return path.removingLastComponent().appending(
    ".\(name.prefix(50)).\(String(UInt64.random(in: 0...(.max)), radix: 36)).tmp")
}
