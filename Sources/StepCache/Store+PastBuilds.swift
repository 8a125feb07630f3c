import FoundationEssentials
import Storage
import SystemPackage
public import TaskGraph

/// How many builds of a target are remembered; up to twice as many lie in the file, so that it is rarely written anew.
private let pastBuildLimit = 50

extension Store {
  /// The last builds of a target, the newest first; lines that cannot be read are passed over.
  public func pastBuilds(of target: Target) -> [PastBuild] {
    let builds = lines(of: target).compactMap { PastBuild(line: Array($0.utf8)) }
    return builds.reversed().prefix(pastBuildLimit).map { $0 }
  }

  /// Adds a build to what is remembered of a target, unless it only repeats the one before.
  public func remember(_ build: PastBuild, of target: Target) async throws {
    let path = pastBuildsPath(of: target)
    try makeDirectories(path.removingLastComponent())
    let lock = try await FileLock.acquire(root.appending("locks").appending("past-\(target.name)"), .exclusive)
    defer { lock.release() }
    let lines = lines(of: target)
    if let last = lines.last.flatMap({ PastBuild(line: Array($0.utf8)) }), build.repeats(last) { return }
    let line = String(decoding: try JSONEncoder().encode(build), as: UTF8.self)
    if lines.count >= 2 * pastBuildLimit {
      let kept = lines.suffix(pastBuildLimit - 1).map(String.init) + [line]
      try writeAtomically(kept.map { $0 + "\n" }.joined(), to: path)
    } else {
      // Half a line of a machine that went down stays a line by itself.
      try append("\n\(line)\n", to: path)
    }
  }

  private func append(_ text: String, to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: FilePermissions(rawValue: 0o644))
    _ = try file.closeAfter { try file.writeAll(text.utf8) }
  }

  private func lines(of target: Target) -> [Substring] {
    guard let bytes = try? readFile(pastBuildsPath(of: target)) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private func pastBuildsPath(of target: Target) -> FilePath {
    root.appending("history").appending("builds").appending(target.name)
  }
}
