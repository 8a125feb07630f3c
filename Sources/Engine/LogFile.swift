import Synchronization
import SystemPackage

/// The log of one work, written line by line as it runs; secrets never reach it.
final class LogFile: Sendable {
  private let file: Mutex<FileDescriptor>
  private let redactor: Redactor

  /// Creates the file.
  init(at path: FilePath, redactor: Redactor) throws {
    self.redactor = redactor
    file = Mutex(
      try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: FilePermissions(rawValue: 0o644)))
  }

  /// Appends a line; a log that cannot be written stops no build.
  func write(_ line: String) {
    let line = redactor.clean(line) + "\n"
    file.withLock { file in _ = try? file.writeAll(line.utf8) }
  }

  deinit {
    file.withLock { file in try? file.close() }
  }
}
