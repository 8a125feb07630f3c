public import ImageSandbox
public import Shell
public import SystemPackage

/// What `Image` asks of the root file system that it stands for: a running sandbox, or a test's recording.
///
/// The methods promise what those of `SandboxSession` do.
public protocol ImageSession: Sendable {
  /// Runs a command to its end; throws `CommandError` if it fails.
  func run(_ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void) async throws -> CommandResult
  /// As `run`, but an exit status or a signal is a result and not an error.
  func runAllowingFailure(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void
  ) async throws -> CommandResult
  /// Writes a file, making the directories above it.
  func write(_ bytes: [UInt8], to path: String, mode: Int) async throws
  /// Adds to the end of a file; `mode` is for one that did not exist.
  func append(_ bytes: [UInt8], to path: String, mode: Int) async throws
  /// The content of a file.
  func read(_ path: String) async throws -> [UInt8]
  /// What a path leads to, or what it is itself if links are not followed; nil for nothing.
  func facts(_ path: String, followingLinks: Bool) async throws -> FileFacts?
  /// Makes a directory with those above it, and sets its mode also if it exists.
  func makeDirectory(_ path: String, mode: Int) async throws
  /// Makes a symbolic link, in place of a file or link at `path`.
  func link(_ path: String, to target: String) async throws
  /// Removes what shell patterns match, directories with all that they hold; no match is no error.
  func remove(_ patterns: [String]) async throws
  /// Renames, in place of a file at `newPath`.
  func rename(_ path: String, to newPath: String) async throws
  /// Sets the permission bits of what a path leads to.
  func setMode(_ path: String, _ mode: Int) async throws
  /// The names in a directory, in byte order.
  func list(_ path: String) async throws -> [String]
  /// The paths that a shell pattern matches, in byte order; a pattern without wildcards answers itself.
  func match(_ pattern: String) async throws -> [String]
  /// Where a path leads when every link is followed, as a path of the image without links.
  func resolve(_ path: String) async throws -> String
  /// Copies a file of the host into the image, in place of a file at `path`.
  func copyIn(_ hostFile: FilePath, to path: String, mode: Int) async throws
  /// Copies a file of the image to the host; the directory must exist.
  func copyOut(_ path: String, to hostFile: FilePath) async throws
}

extension SandboxSession: ImageSession {}
