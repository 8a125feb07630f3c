import FoundationEssentials
import Shell
import Storage
import SystemPackage

/// The file of a disk, ready to be read: its format, and where its bytes lie.
struct OpenImage {
  /// The file in which the bytes lie, perhaps an unpacked one.
  let file: FilePath
  /// What is known of the file that was asked for.
  let format: DiskFormat
  /// Where the bytes of the disk lie in it.
  let runs: [DiskRun]

  /// Hands an image over to `body`; one whose bytes are packed is unpacked into a temporary file first.
  ///
  /// Throws `InspectionError` where qemu-img cannot read it, and what `body` throws.
  static func with<T>(_ file: FilePath, _ body: (OpenImage) async throws -> T) async throws -> T {
    let format = try await explaining(file) {
      let text = try await run(Command(["qemu-img", "info", "--output=json", "--", file.string])).output
      return try JSONDecoder().decode(DiskFormat.self, from: Data(text.utf8))
    }
    if format.mayBeMapped, let runs = try await explaining(file, { try await map(file, format.format) }) {
      return try await body(OpenImage(file: file, format: format, runs: runs))
    }
    return try await withTemporaryDirectory(in: largeTemporaryFolder, prefix: "image-builder-inspect") { folder in
      let raw = folder.appending("disk.raw")
      let runs = try await explaining(file) {
        _ = try await run(
          Command(
            ["qemu-img", "convert", "-f", format.format, "-O", "raw", "-W", "--", file.string, raw.string],
            endsWithCaller: true))
        return try await map(raw, "raw")
      }
      return try await body(OpenImage(file: raw, format: format, runs: runs ?? []))
    }
  }

  /// The disk, open for reading; throws `InspectionError`.
  func disk() throws(InspectionError) -> Disk { try Disk(file, size: format.size, runs: runs) }

  private static func map(_ file: FilePath, _ format: String) async throws -> [DiskRun]? {
    let text = try await run(Command(["qemu-img", "map", "--output=json", "-f", format, "--", file.string])).output
    return try DiskMap.runs(text)
  }

  /// Where an unpacked disk goes, unless `TMPDIR` says otherwise: `/tmp` may be memory.
  private static var largeTemporaryFolder: FilePath? {
    let isSet = ProcessInfo.processInfo.environment["TMPDIR"].map { !$0.isEmpty } ?? false
    return isSet ? nil : "/var/tmp"
  }

  private static func explaining<T>(_ file: FilePath, _ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let error as CommandError {
      let reason = error.lastLines.last ?? "\(error.status)"
      throw InspectionError(
        "\(file) cannot be read as a disk: \(reason.drop { $0 == " " })",
        hint: "name a file that `qemu-img info` understands, or a target")
    }
  }
}
