import Glibc
public import SystemPackage

/// Writes a whole file so that a reader sees the old one or the new one, also after a power cut.
///
/// It is written beside `path` under a temporary name, flushed, renamed, and the directory is flushed. `mode` holds
/// whatever the umask. Throws `StorageError`; the temporary file is gone then.
public func writeAtomically(_ bytes: [UInt8], to path: FilePath, mode: UInt32 = 0o644) throws(StorageError) {
  let temporary = temporaryName(beside: path)
  let file = try OpenFile(temporary, "create", O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
  do {
    try file.write(bytes, count: bytes.count, at: 0)
    try file.setMode(mode)
    try file.flush()
    try rename(temporary, to: path)
  } catch {
    _ = temporary.withPlatformString { unlink($0) }
    throw error
  }
  let directory = path.removingLastComponent()
  try OpenFile(directory.isEmpty ? "." : directory, "open", O_RDONLY | O_DIRECTORY).flush()
}

/// Writes a whole file of text; see the other `writeAtomically`.
public func writeAtomically(_ text: String, to path: FilePath, mode: UInt32 = 0o644) throws(StorageError) {
  try writeAtomically(Array(text.utf8), to: path, mode: mode)
}
