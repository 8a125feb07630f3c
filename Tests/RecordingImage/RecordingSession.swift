import Glibc
public import ImageSandbox
public import ImageTree
public import Shell
import Synchronization
public import SystemPackage

/// An image without a sandbox: what is asked of it is written down, files live in memory, and commands do nothing.
public final class RecordingSession: ImageSession {
  private struct State {
    var entries: [String: RecordedEntry]
    var commands: [SandboxCommand] = []
    var removed: [String] = []
  }

  private let state: Mutex<State>
  private let answer: @Sendable (SandboxCommand) throws -> CommandResult?

  /// An image that holds `files` (contents by absolute path); `answer` says what a command prints and how it ends, nil
  /// for nothing and success.
  public init(
    files: [String: String] = [:], answer: @escaping @Sendable (SandboxCommand) throws -> CommandResult? = { _ in nil }
  ) {
    self.state = Mutex(State(entries: files.mapValues { .file(Array($0.utf8), mode: 0o644) }))
    self.answer = answer
  }

  /// The commands in the order in which they were run.
  public var commands: [SandboxCommand] { state.withLock { $0.commands } }

  /// The patterns that were removed, in order.
  public var removed: [String] { state.withLock { $0.removed } }

  /// What stands where now.
  public var entries: [String: RecordedEntry] { state.withLock { $0.entries } }

  /// The text of a file as it is now; nil if there is none.
  public func text(_ path: String) -> String? {
    guard case .file(let bytes, _)? = entries[path] else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the command down; throws where the answer is a failure.
  public func run(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void
  ) async throws -> CommandResult {
    let result = try await runAllowingFailure(command, onLine: onLine)
    guard result.status == .exited(0) else {
      throw CommandError(
        command: Command(command.arguments, environment: [:]), status: result.status, lastLines: [])
    }
    return result
  }

  /// Writes the command down and gives the answer.
  public func runAllowingFailure(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void
  ) async throws -> CommandResult {
    state.withLock { $0.commands.append(command) }
    return try answer(command) ?? CommandResult(output: "", status: .exited(0))
  }

  /// Makes a file on behalf of a command, which makes none by itself.
  public func place(_ text: String, at path: String) {
    state.withLock { $0.entries[path] = .file(Array(text.utf8), mode: 0o644) }
  }

  /// Makes a file.
  public func write(_ bytes: [UInt8], to path: String, mode: Int) async throws {
    state.withLock { $0.entries[path] = .file(bytes, mode: mode) }
  }

  /// Adds to a file, or makes one.
  public func append(_ bytes: [UInt8], to path: String, mode: Int) async throws {
    state.withLock { state in
      if case .file(let before, let mode)? = state.entries[path] {
        state.entries[path] = .file(before + bytes, mode: mode)
      } else {
        state.entries[path] = .file(bytes, mode: mode)
      }
    }
  }

  /// The content of a file; throws for one that nobody wrote or gave.
  public func read(_ path: String) async throws -> [UInt8] {
    guard case .file(let bytes, _)? = entries[path] else {
      throw SandboxError(
        "the recorded image has no text at \(path)", hint: "give RecordingSession(files:) one", code: ENOENT)
    }
    return bytes
  }

  /// What stands at a path itself: links are not followed.
  public func facts(_ path: String, followingLinks: Bool) async throws -> FileFacts? {
    let entries = entries
    if let entry = entries[path] { return entry.facts }
    return entries.keys.contains { $0.hasPrefix(path + "/") } ? RecordedEntry.directory(mode: 0o755).facts : nil
  }

  /// Makes a directory.
  public func makeDirectory(_ path: String, mode: Int) async throws {
    state.withLock { $0.entries[path] = .directory(mode: mode) }
  }

  /// Makes a link.
  public func link(_ path: String, to target: String) async throws {
    state.withLock { $0.entries[path] = .link(to: target) }
  }

  /// Removes what matches, with all below, and writes the patterns down.
  public func remove(_ patterns: [String]) async throws {
    state.withLock { state in
      state.removed += patterns
      for pattern in patterns {
        let gone = Self.matches(pattern, in: state.entries)
        state.entries = state.entries.filter { path, _ in
          !gone.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
      }
    }
  }

  /// Moves a path with all below.
  public func rename(_ path: String, to newPath: String) async throws {
    state.withLock { state in
      for (old, entry) in state.entries where old == path || old.hasPrefix(path + "/") {
        state.entries[old] = nil
        state.entries[newPath + old.dropFirst(path.count)] = entry
      }
    }
  }

  /// Changes permission bits of what is known.
  public func setMode(_ path: String, _ mode: Int) async throws {
    state.withLock { $0.entries[path] = $0.entries[path]?.with(mode: mode) }
  }

  /// The names directly below a path.
  public func list(_ path: String) async throws -> [String] {
    let below = entries.keys.filter { $0.hasPrefix(path + "/") }
    return Set(below.compactMap { $0.dropFirst(path.count + 1).split(separator: "/").first.map(String.init) }).sorted()
  }

  /// The known paths, directories that are only implied included, that a pattern matches.
  public func match(_ pattern: String) async throws -> [String] {
    Self.matches(pattern, in: entries)
  }

  /// The path itself: links are not followed.
  public func resolve(_ path: String) async throws -> String { path }

  /// Remembers that a file of the host was copied.
  public func copyIn(_ hostFile: FilePath, to path: String, mode: Int) async throws {
    state.withLock { $0.entries[path] = .copy(of: hostFile, mode: mode) }
  }

  /// Writes the text of a file to the host.
  public func copyOut(_ path: String, to hostFile: FilePath) async throws {
    let bytes = try await read(path)
    let descriptor = try FileDescriptor.open(
      hostFile, .writeOnly, options: [.create, .truncate], permissions: FilePermissions(rawValue: 0o644))
    _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
  }

  /// The paths, directories that are only implied included, that a shell pattern matches.
  private static func matches(_ pattern: String, in entries: [String: RecordedEntry]) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [pattern] }
    var paths: Set<String> = []
    for path in entries.keys {
      let names = path.split(separator: "/")
      for count in names.indices { paths.insert("/" + names[...count].joined(separator: "/")) }
    }
    return paths.filter { fnmatch(pattern, $0, FNM_PATHNAME | FNM_PERIOD) == 0 }.sorted()
  }
}
