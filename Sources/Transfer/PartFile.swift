import Glibc
import SystemPackage

/// What has come of a download, and what is needed to go on with it in another run.
///
/// `NAME.part` holds the bytes, `NAME.part.from` the URL and what the server called that state of the file.
final class PartFile {
  /// The bytes so far.
  private(set) var size: Int64
  /// Where they are.
  let path: FilePath

  private let destination: FilePath
  private let recordPath: FilePath
  private let descriptor: Int32

  /// Opens what there is, or an empty part.
  init(destination: FilePath) throws(AttemptFailure) {
    self.destination = destination
    let name = destination.lastComponent?.string ?? "download"
    path = destination.removingLastComponent().appending(name + ".part")
    recordPath = destination.removingLastComponent().appending(name + ".part.from")
    descriptor = path.withPlatformString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
    guard descriptor != -1 else { throw .storage(path, Errno(rawValue: errno)) }
    size = Int64(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  /// What the server called the state of the file that the bytes are of; nil if they cannot be gone on with.
  func validator(for url: String) -> String? {
    guard size > 0 else { return nil }
    let record = recordPath.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
    guard record != -1 else { return nil }
    defer { close(record) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = max(read(record, &bytes, bytes.count), 0)
    return Self.validator(in: Array(bytes[..<count]), for: url)
  }

  /// What a record says of the state of the file at `url`; nil where it is of another one, or was not finished.
  static func validator(in record: [UInt8], for url: String) -> String? {
    let lines = String(decoding: record, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    // The end of the line was written: the validator is whole.
    guard lines.count == 3, lines[0] == printableURL(url) else { return nil }
    let validator = String(lines[1])
    return ResponseHead.isSendable(validator) ? validator : nil
  }

  /// What is kept of the state of the file at `url`.
  static func record(url: String, validator: String) -> String { "\(printableURL(url))\n\(validator)\n" }

  /// Begins again with nothing.
  func restart(url: String, validator: String?) throws(AttemptFailure) {
    _ = recordPath.withPlatformString { unlink($0) }
    guard ftruncate(descriptor, 0) == 0 else { throw .storage(path, Errno(rawValue: errno)) }
    size = 0
    guard let validator else { return }
    let record = recordPath.withPlatformString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    guard record != -1 else { throw .storage(recordPath, Errno(rawValue: errno)) }
    defer { close(record) }
    let text = Array(Self.record(url: url, validator: validator).utf8)
    guard write(record, text, text.count) == text.count else { throw .storage(recordPath, Errno(rawValue: errno)) }
  }

  /// Adds bytes.
  func append(_ bytes: UnsafeRawBufferPointer) throws(AttemptFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(size))
      guard count != -1 else {
        if errno == EINTR { continue }
        throw .storage(path, Errno(rawValue: errno))
      }
      size += Int64(count)
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Removes the part: it is of no use.
  func discard() {
    _ = path.withPlatformString { unlink($0) }
    _ = recordPath.withPlatformString { unlink($0) }
  }

  /// Gives the whole file its name.
  func finish() throws(AttemptFailure) {
    let result = path.withPlatformString { part in destination.withPlatformString { rename(part, $0) } }
    guard result == 0 else { throw .storage(destination, Errno(rawValue: errno)) }
    _ = recordPath.withPlatformString { unlink($0) }
  }
}
