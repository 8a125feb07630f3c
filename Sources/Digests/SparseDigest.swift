import Glibc
public import SystemPackage

/// The digest of a file's content and size that passes over zeros: of a sparse disk it takes as long as what is written on it.
///
/// It is the same wherever holes lie, as blocks of nothing but zeros never count, but it is no plain SHA-256 of the file.
/// Blocks the caller, about 0.7 s a GB of data. Throws `DigestError`.
public func sparseDigest(ofFile path: FilePath) throws(DigestError) -> ContentDigest {
  let file = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
  guard file != -1 else { throw DigestError(path: path, code: Errno(rawValue: errno)) }
  defer { close(file) }
  let size = lseek(file, 0, SEEK_END)
  guard size != -1 else { throw DigestError(path: path, code: Errno(rawValue: errno)) }

  let context = HashContext(.sha256)
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  update(context, with: size)
  var place: off_t = 0
  while place < size {
    let data = nextData(in: file, from: place)
    if data >= size { break }
    // Blocks stand at multiples of their size, so that it does not matter where a hole ends.
    place = data - data % off_t(buffer.count)
    let count = min(buffer.count, Int(size - place))
    var done = 0
    while done < count {
      let read = buffer.withUnsafeMutableBytes {
        pread(file, $0.baseAddress.map { $0 + done }, count - done, place + off_t(done))
      }
      if read == -1, errno == EINTR { continue }
      guard read > 0 else { throw DigestError(path: path, code: Errno(rawValue: read == 0 ? EIO : errno)) }
      done += read
    }
    buffer.withUnsafeBytes { bytes in
      let block = UnsafeRawBufferPointer(rebasing: bytes[..<count])
      guard !isZero(block) else { return }
      update(context, with: place)
      context.update(block)
    }
    place += off_t(count)
  }
  return ContentDigest(exactly: context.finalize())
}

private func update(_ context: borrowing HashContext, with number: off_t) {
  withUnsafeBytes(of: Int64(number).littleEndian) { context.update($0) }
}

private func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let start = bytes.baseAddress, bytes.count > 0 else { return true }
  return bytes[0] == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
}
