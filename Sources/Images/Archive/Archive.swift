import ImageSandbox
import Shell
import Storage
public import SystemPackage

/// Where tar sees what it works on.
private let here = "/run/image-builder/here"
private let there = "/run/image-builder/there"
private let first = "/run/image-builder/first"

/// What is said of files besides their content: owners by number, inside the namespace, and every attribute.
private let faithfully = ["--numeric-owner", "--xattrs", "--xattrs-include=*"]

/// Packs parts of a folder into an archive, with owners inside the namespace, modes, times, extended attributes, hard
/// links and holes; `file` appears whole or not at all.
///
/// Throws `CommandError`, `SandboxError` and `StorageError`.
///
/// - Parameters:
///   - index: a file that comes first in the archive, under its own name.
///   - paths: the other parts, inside `folder`.
///   - program: the executable that becomes the sandbox, by default this one.
public func pack(
  _ index: FilePath, and paths: [String], of folder: FilePath, into file: FilePath, program: FilePath = "/proc/self/exe"
) async throws {
  let target = file.removingLastComponent()
  try await withTemporaryDirectory(in: target, prefix: ".archive") { temporary in
    let arguments =
      ["tar", "--create", "--file=\(there)/archive", "--format=posix", "--sparse"] + faithfully
      + ["--use-compress-program=zstd --threads=0", "--directory=\(first)", index.lastComponent?.string ?? ""]
      + ["--directory=\(here)", "--verbatim-files-from", "--files-from=-"]
    try await withArchiveSession(in: folder, program) { session in
      _ = try await session.run(
        SandboxCommand(
          arguments, input: Array(paths.map { $0 + "\n" }.joined().utf8), root: .host,
          binds: [
            SandboxBind(folder, at: here, readOnly: true), SandboxBind(temporary, at: there),
            SandboxBind(index.removingLastComponent(), at: first, readOnly: true),
          ]))
    }
    try rename(temporary.appending("archive"), to: file)
  }
}

/// Unpacks parts of an archive into an empty folder; nothing outside of it can be written, whatever the archive holds.
///
/// Returns what was wrong with the archive, nil where it was read to its end: what came out until then stays. Throws
/// `SandboxError` and `StorageError`.
///
/// - Parameters:
///   - members: the parts.
///   - isFirst: stops after the first one, so that not all of the archive is read.
///   - program: the executable that becomes the sandbox, by default this one.
public func unpack(
  _ members: [String], of file: FilePath, into folder: FilePath, isFirst: Bool = false,
  program: FilePath = "/proc/self/exe"
) async throws -> String? {
  let arguments =
    ["tar", "--extract", "--file=\(there)/archive", "--same-owner", "--same-permissions"] + faithfully
    + ["--use-compress-program=zstd", "--directory=\(here)"]
    + (isFirst ? ["--occurrence=1"] : []) + ["--verbatim-files-from", "--files-from=-"]
  return try await withArchiveSession(in: folder, program) { session in
    do {
      _ = try await session.run(
        SandboxCommand(
          arguments, input: Array(members.map { $0 + "\n" }.joined().utf8), root: .host,
          binds: [SandboxBind(folder, at: here), SandboxBind(file, at: there + "/archive", readOnly: true)]))
      return nil
    } catch let error as CommandError {
      return error.lastLines.first ?? "\(error.status)"
    }
  }
}

/// A sandbox with the host's programs and nothing else that could be written.
private func withArchiveSession<T: Sendable>(
  in folder: FilePath, _ program: FilePath, _ body: (SandboxSession) async throws -> T
) async throws -> T {
  try await withTemporaryDirectory(in: folder, prefix: ".sandbox") { root in
    let plan = SandboxPlan(root: .directory(root), store: folder, sourceDateEpoch: 0)
    return try await Sandbox.withSession(plan, program: program) { try await body($0) }
  }
}
