import Shell
import Storage
import SystemPackage

/// The files of the root in a disk that is not mounted: an ext4 file system at an offset, read and written by debugfs.
struct DiskFiles {
  let disk: FilePath
  /// Where the file system starts, in bytes.
  let offset: Int64
  /// A directory for scripts and texts.
  let work: FilePath

  /// By the disk's name in its folder, as a `?` in the folder's path would begin the options.
  private var device: String { "\(disk.lastComponent?.string ?? "")?offset=\(offset)" }

  /// Whether there is something at `path`.
  func exists(_ path: String) async throws -> Bool {
    try await ask("stat \(path)").firstRange(of: "Inode:") != nil
  }

  /// The names in a directory.
  func list(_ path: String) async throws -> [String] {
    // A line is /INODE/MODE/USER/GROUP/NAME/SIZE/
    try await ask("ls -p \(path)").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "/", omittingEmptySubsequences: false)
      return fields.count > 6 ? String(fields[5]) : nil
    }
  }

  /// Copies a file of the disk to the host.
  func copyOut(_ path: String, to target: FilePath) async throws {
    _ = try await ask("dump \"\(path)\" \"\(target)\"")
    guard fileExists(target) else { throw QemuError("there is no \(path) in \(disk)") }
  }

  /// Writes files and links, and makes sure that they are there.
  func write(_ entries: [CheckInjection.Entry]) async throws {
    func place(_ index: Int) -> FilePath { work.appending("text\(index)") }
    for (index, entry) in entries.enumerated() {
      if case .file(_, let text, _) = entry { try writeAtomically(text, to: place(index)) }
    }
    var missing: [String] = []
    for directory in CheckInjection.directories(entries) {
      if try await !exists(directory) { missing.append(directory) }
    }
    let script = work.appending("write")
    try writeAtomically(CheckInjection.script(entries, missing: missing) { place($0).string }, to: script)
    _ = try await run(
      Command(["debugfs", "-w", "-f", script.string, device], environment: Self.environment, directory: folder))
    for entry in entries {
      switch entry {
      case .file(let path, let text, _):
        guard try await ask("cat \(path)") == text else {
          throw QemuError("debugfs could not write \(path) to \(disk)")
        }
      case .link(let path, _):
        guard try await exists(path) else { throw QemuError("debugfs could not make \(path) in \(disk)") }
      }
    }
  }

  private func ask(_ request: String) async throws -> String {
    try await run(Command(["debugfs", "-R", request, device], environment: Self.environment, directory: folder)).output
  }

  private var folder: FilePath { disk.removingLastComponent() }

  /// debugfs shows long answers with a pager unless it is told which.
  private static var environment: [String: String] {
    Command.inherited.merging(["LC_ALL": "C.UTF-8", "DEBUGFS_PAGER": "__none__"]) { $1 }
  }
}
