import Glibc
import Storage
import SystemPackage

/// Throws what the kernel says when a call of the door failed; `what` is a verb with its object.
@discardableResult
func check(_ result: Int32, _ what: @autoclosure () -> String, hint: String? = nil) throws(SandboxError) -> Int32 {
  guard result < 0 else { return result }
  let code = errno
  throw SandboxError("could not \(what()): \(String(cString: strerror(code)))", hint: hint, code: code)
}

/// Writes all of `bytes` to a descriptor; throws when its reader is gone.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(SandboxError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
    }
    if count < 0 && errno == EINTR { continue }
    try check(Int32(clamping: count), "write to a pipe")
    written += count
  }
}

/// Reads what is there, at most 256 KiB; empty at the end.
func readSome(_ descriptor: Int32) throws(SandboxError) -> [UInt8] {
  while true {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, used in
      count = read(descriptor, buffer.baseAddress, buffer.count)
      used = max(count, 0)
    }
    if count < 0 && errno == EINTR { continue }
    try check(Int32(clamping: count), "read from a pipe")
    return bytes
  }
}

/// Reads exactly `count` bytes, nil when the pipe ends before.
func readExactly(_ descriptor: Int32, _ count: Int) throws(SandboxError) -> [UInt8]? {
  var total = 0
  var failure: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
    while total < count {
      let got = read(descriptor, buffer.baseAddress?.advanced(by: total), count - total)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { failure = errno }
      if got <= 0 { break }
      total += got
    }
    used = total
  }
  guard failure == 0 else { throw SandboxError("could not read from a pipe", code: failure) }
  return total == count ? bytes : nil
}

/// A pipe whose ends do not reach programs that are run.
func makePipe() throws(SandboxError) -> (reading: Int32, writing: Int32) {
  var ends: [Int32] = [-1, -1]
  try check(pipe(&ends), "make a pipe")
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

/// Makes a directory unless it exists.
func makeDirectory(_ path: String, mode: mode_t = 0o755) throws(SandboxError) {
  if mkdir(path, mode) == 0 {
    // The umask is not ours to trust.
    try check(chmod(path, mode), "set the mode of \(path)")
  } else if errno != EEXIST {
    try check(-1, "make the directory \(path)")
  }
}

/// Writes a file of the sandbox's own, in memory.
func makeFile(_ path: String, _ text: String = "", mode: mode_t = 0o644) throws(SandboxError) {
  let descriptor = try check(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), "write \(path)")
  defer { close(descriptor) }
  try writeAll(descriptor, Array(text.utf8))
  try check(fchmod(descriptor, mode), "set the mode of \(path)")
}

/// Calls `body` with a null-terminated array of C strings.
func withStrings<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
}

/// Does what Storage does, with errors that can cross the wire.
func storage<Value>(_ body: () throws(StorageError) -> Value) throws(SandboxError) -> Value {
  do {
    return try body()
  } catch {
    throw SandboxError(error.description, code: error.code.rawValue)
  }
}
