public import ImageSandbox
public import SystemPackage

extension Image {
  /// Writes a file, making the directories above it.
  public func write(_ text: String, to path: String, mode: Int = 0o644) async throws {
    try await session.write(Array(text.utf8), to: path, mode: mode)
  }

  /// Adds text to the end of a file.
  public func append(_ text: String, to path: String) async throws {
    try await session.append(Array(text.utf8), to: path, mode: 0o644)
  }

  /// The text of a file.
  public func read(_ path: String) async throws -> String {
    String(decoding: try await session.read(path), as: UTF8.self)
  }

  /// Whether a path leads to something.
  public func exists(_ path: String) async throws -> Bool {
    try await session.facts(path, followingLinks: true) != nil
  }

  /// What a path leads to, or what it is itself if links are not followed; nil for nothing.
  public func facts(_ path: String, followingLinks: Bool = true) async throws -> FileFacts? {
    try await session.facts(path, followingLinks: followingLinks)
  }

  /// Where a path leads when every link is followed, as a path without links.
  public func resolve(_ path: String) async throws -> String {
    try await session.resolve(path)
  }

  /// Makes a directory with those above it, and sets its mode.
  public func makeDirectory(_ path: String, mode: Int = 0o755) async throws {
    try await session.makeDirectory(path, mode: mode)
  }

  /// Makes a symbolic link, in place of a file or link.
  public func link(_ path: String, to target: String) async throws {
    try await session.link(path, to: target)
  }

  /// Removes what shell patterns match, directories with all that they hold; no match is no error.
  public func remove(_ patterns: String...) async throws {
    try await session.remove(patterns)
  }

  /// Renames, in place of a file; a directory that an earlier phase made is copied and removed instead.
  public func rename(_ path: String, to newPath: String) async throws {
    do {
      try await session.rename(path, to: newPath)
    } catch let error as SandboxError where error.isAcrossLayers {
      try await run("cp", "--archive", "--no-target-directory", path, newPath)
      try await session.remove([path])
    }
  }

  /// Sets permission bits.
  public func setMode(_ path: String, _ mode: Int) async throws {
    try await session.setMode(path, mode)
  }

  /// Sets the owner and group of a path by names or numbers of the image, as chown writes them (`root:adm`).
  public func setOwner(_ path: String, _ owner: String, recursively: Bool = false) async throws {
    try await run(SandboxCommand(["chown", "-h"] + (recursively ? ["-R"] : []) + ["--", owner, path]))
  }

  /// The names in a directory, in byte order.
  public func list(_ path: String) async throws -> [String] {
    try await session.list(path)
  }

  /// The paths that a shell pattern matches, in byte order.
  public func match(_ pattern: String) async throws -> [String] {
    try await session.match(pattern)
  }

  /// Replaces every occurrence of a text in a file; throws if there is none, since then the file is not what the step
  /// believes.
  public func replace(_ text: String, with replacement: String, in path: String) async throws {
    let content = try await read(path)
    let pieces = content.split(separator: text, omittingEmptySubsequences: false)
    guard pieces.count > 1 else { throw ImageError("\(path) does not hold `\(text)`") }
    guard let facts = try await facts(path) else { return }
    try await write(pieces.joined(separator: replacement), to: path, mode: facts.mode)
  }

  /// Copies a supply or a user's file from the host.
  public func copy(_ hostFile: FilePath, to path: String, mode: Int = 0o644) async throws {
    try await session.copyIn(hostFile, to: path, mode: mode)
  }

  /// Copies a file out to the host.
  public func copyOut(_ path: String, to hostFile: FilePath) async throws {
    try await session.copyOut(path, to: hostFile)
  }

  /// Unpacks an archive of the host (tar, of any compression that the host's tar knows) into a directory.
  ///
  /// `stripping` leading parts of the names are left out; `only` are patterns of members, all if empty. Everything
  /// belongs to root.
  public func unpack(
    _ archive: FilePath, into directory: String, stripping: Int = 0, only: [String] = []
  ) async throws {
    try await session.makeDirectory(directory, mode: try await facts(directory)?.mode ?? 0o755)
    let place = Surroundings.imagePlace
    let source = "/run/image-builder/archive"
    // The host's tar, which knows more compressions; run below the image's root only for the paths' sake.
    try await run(
      SandboxCommand(
        [
          "tar", "--extract", "--file=\(source)", "--directory=\(place)\(try await session.resolve(directory))",
          "--strip-components=\(stripping)", "--no-same-owner", "--same-permissions", "--wildcards",
          "--keep-directory-symlink", "--",
        ] + only,
        root: .host, binds: [SandboxBind(archive, at: source, readOnly: true)]))
  }
}
