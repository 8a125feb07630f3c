import BuildSites
import FoundationEssentials
import Shell
import Storage
import SystemPackage

/// A disk in a file, looked into without the project's own code.
struct DiskImage {
  let file: FilePath
  /// The root file system as e2fsprogs take it.
  let root: String

  /// Reads where the root lies: the last partition.
  init(_ file: FilePath) async throws {
    struct Table: Decodable {
      struct Inner: Decodable { let partitions: [Partition] }
      struct Partition: Decodable { let start: Int64 }
      let partitiontable: Inner
    }
    self.file = file
    let text = try await shell("sfdisk --json \(file)")
    let table = try JSONDecoder().decode(Table.self, from: Data(text.utf8)).partitiontable
    root = "\(file)?offset=\((table.partitions.map(\.start).max() ?? 0) * 512)"
  }

  /// What a checker of file systems says, and how it ended.
  func checkedFileSystem() async throws -> (status: CommandStatus, text: String) {
    let result = try await runAllowingFailure(Command(["e2fsck", "-fn", root], environment: environment))
    return (result.status, result.output)
  }

  /// What a checker of partition tables says.
  func checkedPartitions() async throws -> String { try await shell("sgdisk -v \(file)") }

  /// The names in a directory.
  func names(in directory: String) async throws -> [String] {
    try await shell("debugfs -R 'ls -p \(directory)' '\(root)' 2>/dev/null").split(separator: "\n").compactMap { line in
      // A line is /INODE/MODE/USER/GROUP/NAME/SIZE/
      let fields = line.split(separator: "/", omittingEmptySubsequences: false)
      return fields.count > 6 && fields[5] != "." && fields[5] != ".." ? String(fields[5]) : nil
    }
  }

  /// Copies directories of the root out.
  func copy(_ directories: [String], to target: FilePath) async throws {
    try makeDirectories(target)
    try await shell("debugfs -R 'rdump \(directories.joined(separator: " ")) \(target)' '\(root)' 2>&1")
  }
}
