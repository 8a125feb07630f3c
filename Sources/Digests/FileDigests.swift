import Glibc
public import SystemPackage

/// The digest of a file's content; blocks, about 0.7 s a GB. Throws `DigestError`.
public func contentDigest(ofFile path: FilePath) throws(DigestError) -> ContentDigest {
  ContentDigest(exactly: try hash(path, .sha256))
}

/// The digest of a file's content as lower-case hexadecimal digits, by the algorithm that a publisher chose; blocks.
/// Throws `DigestError`.
public func hexDigest(ofFile path: FilePath, _ algorithm: DigestAlgorithm) throws(DigestError) -> String {
  hexadecimal(try hash(path, algorithm))
}

private func hash(_ path: FilePath, _ algorithm: DigestAlgorithm) throws(DigestError) -> [UInt8] {
  let file = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
  guard file != -1 else { throw DigestError(path: path, code: Errno(rawValue: errno)) }
  defer { close(file) }
  posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
  let context = HashContext(algorithm)
  let zeros = [UInt8](repeating: 0, count: 1 << 20)
  var buffer = zeros
  var place: off_t = 0
  while true {
    // Reading a hole fills memory with pages of zeros, which takes three times as long as to hash it.
    var hole = nextData(in: file, from: place) - place
    while hole > 0 {
      let count = min(zeros.count, Int(hole))
      zeros.withUnsafeBytes { context.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      place += off_t(count)
      hole -= off_t(count)
    }
    let count = pread(file, &buffer, buffer.count, place)
    if count == -1 {
      if errno == EINTR { continue }
      throw DigestError(path: path, code: Errno(rawValue: errno))
    }
    if count == 0 { return context.finalize() }
    buffer.withUnsafeBytes { context.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    place += off_t(count)
  }
}
