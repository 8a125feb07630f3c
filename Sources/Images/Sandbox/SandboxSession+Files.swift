public import SystemPackage

extension SandboxSession {
  /// Writes a file of the image, making the directories above it.
  public func write(_ bytes: [UInt8], to path: String, mode: Int = 0o644) async throws {
    _ = try await ask(.write(path, mode: mode, appending: false), payload: bytes)
  }

  /// Adds to the end of a file of the image; `mode` is for one that did not exist.
  public func append(_ bytes: [UInt8], to path: String, mode: Int = 0o644) async throws {
    _ = try await ask(.write(path, mode: mode, appending: true), payload: bytes)
  }

  /// The content of a file of the image.
  public func read(_ path: String) async throws -> [UInt8] {
    try await ask(.read(path)).payload
  }

  /// What a path of the image leads to, or what it is itself if links are not followed; nil for nothing.
  public func facts(_ path: String, followingLinks: Bool = true) async throws -> FileFacts? {
    let reply = try await ask(.facts(path, following: followingLinks)).reply
    guard case .facts(let facts) = reply else { throw Self.unexpected(reply) }
    return facts
  }

  /// Makes a directory with those above it, and sets its mode also if it exists.
  public func makeDirectory(_ path: String, mode: Int = 0o755) async throws {
    _ = try await ask(.makeDirectory(path, mode: mode))
  }

  /// Makes a symbolic link, in place of a file or link at `path`.
  public func link(_ path: String, to target: String) async throws {
    _ = try await ask(.link(path, target: target))
  }

  /// Removes what the shell patterns match, directories with all that they hold; no match is no error.
  public func remove(_ patterns: [String]) async throws {
    _ = try await ask(.remove(patterns))
  }

  /// Renames, in place of a file at `newPath`; a directory of a lower layer cannot be renamed (EXDEV).
  public func rename(_ path: String, to newPath: String) async throws {
    _ = try await ask(.rename(path, to: newPath))
  }

  /// Sets the permission bits of what a path leads to.
  public func setMode(_ path: String, _ mode: Int) async throws {
    _ = try await ask(.setMode(path, mode: mode))
  }

  /// Sets the owner of a path, by numbers of the image; a link's own.
  public func setOwner(_ path: String, user: Int, group: Int) async throws {
    _ = try await ask(.setOwner(path, owner: user, group: group))
  }

  /// The names in a directory, in byte order.
  public func list(_ path: String) async throws -> [String] {
    try await names(.list(path))
  }

  /// The paths that a shell pattern matches, in byte order; a pattern without wildcards answers itself.
  public func match(_ pattern: String) async throws -> [String] {
    try await names(.match(pattern))
  }

  /// Where a path of the image leads when every link is followed, as a path of the image without links.
  public func resolve(_ path: String) async throws -> String {
    try await names(.resolve(path)).first ?? path
  }

  /// Copies a file of the host into the image, in place of a file at `path`; holes stay holes.
  public func copyIn(_ hostFile: FilePath, to path: String, mode: Int = 0o644) async throws {
    _ = try await ask(.copyIn(host: try absolute(hostFile), to: path, mode: mode))
  }

  /// Copies a file of the image to the host; the directory must exist.
  public func copyOut(_ path: String, to hostFile: FilePath) async throws {
    _ = try await ask(.copyOut(path, host: try absolute(hostFile)))
  }

  /// Removes a directory of the host whose files may belong to subordinate ids.
  public func removeTree(_ path: FilePath) async throws {
    _ = try await ask(.removeTree(host: try absolute(path)))
  }

  /// Ends the writing of the layer: fixes its times, and says what it holds. Nothing can be asked after it but
  /// `removeTree`.
  public func seal() async throws -> LayerSeal {
    let reply = try await ask(.seal).reply
    guard case .sealed(let seal) = reply else { throw Self.unexpected(reply) }
    return seal
  }

  /// What a finished layer of the host holds now; nothing is changed.
  public func measure(_ layer: FilePath) async throws -> LayerSeal {
    let reply = try await ask(.measure(host: try absolute(layer))).reply
    guard case .sealed(let seal) = reply else { throw Self.unexpected(reply) }
    return seal
  }

  private func names(_ request: FileRequest) async throws -> [String] {
    let reply = try await ask(request).reply
    guard case .names(let names) = reply else { throw Self.unexpected(reply) }
    return names
  }

  /// The sandbox does not share our current directory.
  private func absolute(_ path: FilePath) throws -> String {
    guard path.isAbsolute else { throw SandboxError("`\(path)` must be an absolute path") }
    return path.string
  }
}
