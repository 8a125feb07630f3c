import Synchronization
import SystemPackage

/// The log of one work, written line by line as it runs.
final class LogFile: Sendable {
  private let file: Mutex<FileDescriptor>

  /// Creates the file.
  init(at path: FilePath) throws {
    file = Mutex(
      try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: FilePermissions(rawValue: 0o644)))
  }

  /// Appends a line; a log that cannot be written stops no build.
  func write(_ line: String) {
    file.withLock { file in _ = try? file.writeAll((line + "\n").utf8) }
  }

  deinit {
    file.withLock { file in try? file.close() }
  }
}
