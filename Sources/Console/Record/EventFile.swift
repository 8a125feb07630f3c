import Engine
import SystemPackage

/// The file of `--events`: a line of JSON an event, written at once, so that another program can follow it.
final class EventFile: Sendable {
  private let file: FileDescriptor

  /// Opens the file to append; runs in it are told apart by their names.
  ///
  /// Throws `Failure` where that is not possible.
  init(at path: FilePath) throws {
    do {
      file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: FilePermissions(rawValue: 0o644))
    } catch {
      throw Failure("the events cannot be written to \(path): \(error)", hint: "name a file that you can write to")
    }
  }

  /// Appends an event; one that cannot be written stops no build.
  func write(_ event: Event) {
    _ = try? file.writeAll(jsonLine(EventRecord(event: event)).utf8)
  }

  deinit { try? file.close() }
}
