import CLinux
import Glibc
public import SystemPackage

/// Copies a file without writing what need not be written; blocks.
///
/// The copy shares the blocks of the original where the file system can do that; else only data is copied and holes
/// stay holes. It is made under a temporary name and renamed, with the permission bits of the original; nothing is
/// flushed. Throws `StorageError`; the temporary file is gone then.
public func copySparse(from source: FilePath, to target: FilePath) throws(StorageError) {
  let input = try OpenFile(source, "copy", O_RDONLY)
  var status = stat()
  try check("copy", source) { fstat(input.descriptor, &status) }
  let temporary = temporaryName(beside: target)
  let output = try OpenFile(temporary, "create", O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
  do {
    if clinux_clone(input.descriptor, output.descriptor) == -1 {
      try copyData(from: input, to: output, size: Int64(status.st_size))
    }
    try output.setMode(status.st_mode & 0o7777)
    try rename(temporary, to: target)
  } catch {
    _ = temporary.withPlatformString { unlink($0) }
    throw error
  }
}

/// Copies the ranges that hold data and gives `output` its size.
private func copyData(
  from input: borrowing OpenFile, to output: borrowing OpenFile, size: Int64
) throws(StorageError) {
  try check("write", output.path) { ftruncate(output.descriptor, off_t(size)) }
  var offset: Int64 = 0
  while offset < size {
    let start = clinux_next_data(input.descriptor, offset)
    if start == -1 && errno == ENXIO { return }
    // A file system that knows no holes has only data.
    let end = start == -1 ? size : min(clinux_next_hole(input.descriptor, start), size)
    let begin = start == -1 ? offset : start
    let range = begin..<(end > begin ? end : size)
    try reserve(range, in: output)
    try copyRange(range, from: input, to: output)
    offset = range.upperBound
  }
}

/// Finds room for a range at once, which is twice as fast as block by block, and notices a full disk before anything is
/// copied; what a file system cannot do is left to the copying.
private func reserve(_ range: Range<Int64>, in output: borrowing OpenFile) throws(StorageError) {
  guard clinux_reserve(output.descriptor, range.lowerBound, range.upperBound - range.lowerBound) == -1 else { return }
  if [ENOSPC, EDQUOT, EFBIG].contains(errno) { throw .last("write", output.path) }
}

/// Copies one range, within the kernel if it can.
private func copyRange(
  _ range: Range<Int64>, from input: borrowing OpenFile, to output: borrowing OpenFile
) throws(StorageError) {
  var offset = range.lowerBound
  var useKernel = true
  var buffer: [UInt8] = []
  while offset < range.upperBound {
    let length = Int(min(range.upperBound - offset, 1 << 30))
    if useKernel {
      let count = clinux_copy_range(input.descriptor, offset, output.descriptor, offset, length)
      if count > 0 { offset += Int64(count) }
      if count == 0 { return }  // The original was cut meanwhile.
      if count == -1 && errno != EINTR {
        guard [EXDEV, ENOSYS, EINVAL, EOPNOTSUPP, EPERM].contains(errno) else { throw .last("write", output.path) }
        useKernel = false
        buffer = [UInt8](repeating: 0, count: 1 << 20)
      }
      continue
    }
    let count = try check("read", input.path) {
      pread(input.descriptor, &buffer, min(length, buffer.count), off_t(offset))
    }
    if count == 0 { return }
    try output.write(buffer, count: count, at: offset)
    offset += Int64(count)
  }
}
