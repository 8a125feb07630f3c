import Glibc
import Shell
import Storage
import SystemPackage

/// What happens inside the tree of a layer.
enum TreeHarm: CaseIterable {
  case content, addition, mode, owner, time, attribute, link

  /// Does it somewhere in a tree, and says where; all times but that one stay.
  func happen(in tree: FilePath, _ random: inout SeededGenerator) async throws -> FilePath {
    let files = filesBelow(tree).filter { $0.status.kind == .file }.map(\.path).sorted { $0.string < $1.string }
    guard let file = files.randomElement(using: &random) else {
      try await keepingTimes(of: [tree]) { try writeAtomically("more\n", to: tree.appending("more")) }
      return tree.appending("more")
    }
    let folder = file.removingLastComponent()
    try await keepingTimes(of: [folder] + (self == .time ? [] : [file])) {
      switch self {
      case .content: try (Harm.allCases.randomElement(using: &random) ?? .gone).happen(to: file, &random)
      case .addition: try writeAtomically("more\n", to: folder.appending("more"))
      case .mode:
        try check(chmod(file.string, try fileStatus(file).mode ^ 1 << UInt32.random(in: 0...11, using: &random)))
      case .owner: try check(chown(file.string, .random(in: 1...65535, using: &random), .max))
      case .time: try setTimes(of: file, to: (0, .random(in: 1...800_000_000, using: &random)))
      case .attribute:
        let script = "import os, sys; os.setxattr(sys.argv[1], 'user.more', b'more')"
        _ = try await run(Command(["python3", "-c", script, file.string]))
      case .link:
        try removeTree(file)
        try makeLink(file, to: "/etc/passwd")
      }
    }
    return file
  }
}

/// Does something to files and gives those that are still there the times that they had: then a look at times, which is
/// what a build takes, sees nothing.
nonisolated(nonsending)
  func keepingTimes(of files: [FilePath], _ body: () async throws -> Void) async throws
{
  let times = try files.map { try fileStatus($0).mtime }
  try await body()
  for (file, time) in zip(files, times) where fileExists(file) {
    try setTimes(of: file, to: (time.nanoseconds, time.seconds))
  }
}

private func setTimes(of file: FilePath, to time: (nanoseconds: Int64, seconds: Int64)) throws {
  let time = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
  try check(utimensat(AT_FDCWD, file.string, [time, time], AT_SYMLINK_NOFOLLOW))
}

private func check(_ result: Int32) throws {
  guard result == 0 else { throw Errno(rawValue: errno) }
}
