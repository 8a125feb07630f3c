import FoundationEssentials
import Inspection
import Shell
import Storage
import SystemPackage

/// How a disk is divided, by its first and its last bytes; nil where it has no partition table.
///
/// sfdisk reads them in a file of holes of the disk's size. Throws `StorageError` and `DecodingError`.
func readPartitions(head: [UInt8], tail: [UInt8], size: Int64) async throws -> PartitionTable? {
  try await withTemporaryDirectory(prefix: "image-builder-inspect") { folder in
    let path = folder.appending("disk")
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
    try file.closeAfter {
      try file.resize(to: size)
      _ = try file.writeAll(toAbsoluteOffset: 0, head)
      _ = try file.writeAll(toAbsoluteOffset: max(0, size - Int64(tail.count)), tail)
    }
    let result = try await runAllowingFailure(Command(["sfdisk", "--json", path.string]))
    guard result.status == .exited(0) else { return nil }
    return try JSONDecoder().decode(SfdiskOutput.self, from: Data(result.output.utf8)).table(of: path.string)
  }
}
