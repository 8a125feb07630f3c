import FoundationEssentials
import Glibc
import Storage
import SystemPackage

@testable import ImageFormats
@testable import ImageInspection
@testable import Inspection
@testable import TaskGraph

extension FuzzedReader {
  /// dpkg's list of what is installed: packages have names and versions, and are the same when written again.
  static let packageDatabase = FuzzedReader(
    "package-database",
    ofText: { text in
      let packages = InstalledPackage.list(dpkgStatus: text)
      for package in packages {
        try promise(!package.name.isEmpty && !package.version.isEmpty, "a package has no name or version")
      }
      let written = packages.map { package in
        """
        Package: \(package.name)
        Status: install ok installed
        Version: \(package.version)
        Architecture: \(package.architecture)

        """
      }.joined(separator: "\n")
      let again = InstalledPackage.list(dpkgStatus: written)
      try promise(again == packages, "other packages are installed when they are written again: \(written)")
    })

  /// What else an image's files say of its system: values, the first entry of a menu, and units, a line for each link.
  static let systemFacts = FuzzedReader(
    "system-facts",
    ofText: { text in
      for (name, value) in shellAssignments(in: text) {
        try promise(!name.contains("\n") && !value.contains("\n"), "`\(name)` has several lines")
      }
      if let entry = BootEntry.first(grubMenu: text) {
        let written = (["linux", entry.kernel] + entry.arguments).joined(separator: " ")
        try promise(BootEntry.first(grubMenu: written) == entry, "another kernel starts when it is written again")
      }
      let links = text.split(separator: "\n").map { line in
        let end = line.firstIndex(of: " ") ?? line.endIndex
        return (String(line[..<end]), String(line[end...].dropFirst()))
      }
      for unit in UnitState.list(links: Dictionary(links) { first, _ in first }) {
        try promise(!unit.name.isEmpty && !unit.name.contains("/"), "a unit is called `\(unit.name)`")
      }
    })

  /// What programs say of a disk, as JSON: its runs and parts have an end, and runs are in order.
  static let diskMap = FuzzedReader(
    "disk-map",
    ofText: { text in
      var end: Int64 = 0
      for run in (try? DiskMap.runs(text)) ?? [] {
        try promise(run.start >= end && run.length > 0 && run.offset >= 0, "a run is \(run)")
        let next = run.start.addingReportingOverflow(run.length)
        try promise(!next.overflow && !run.offset.addingReportingOverflow(run.length).overflow, "a run is \(run)")
        end = next.partialValue
      }
      guard let output = try? JSONDecoder().decode(SfdiskOutput.self, from: Data(text.utf8)) else { return }
      for part in output.table(of: "/tmp/disk").rootCandidates {
        try promise(part.start >= 0 && part.size >= 0, "a part is \(part)")
        try promise(!part.start.addingReportingOverflow(part.size).overflow, "a part is \(part)")
      }
    })

  /// What a disk says of itself: the same when written again.
  static let ownDescription = FuzzedReader("description") { bytes in
    guard let text = EmbeddedDescription.decode(bytes) else { return }
    _ = try? JSONDecoder().decode(BuildDescription.self, from: Data(text.utf8))
    guard let written = EmbeddedDescription.encode(text) else { return }
    try promise(EmbeddedDescription.decode(written).map { isSame($0, text) } ?? false, "it says something else")
  }

  /// A file system on a disk of 64 KiB: its files can be listed and read, or it is damaged.
  ///
  /// The input is short, as most of a disk is zero: the number of runs, for each run its place and its length in 64 bytes,
  /// two bytes and one, then what is in them.
  static let fileSystem = FuzzedReader("file-system") { bytes in
    let unit = 64
    let size = 1 << 16
    let head = min(bytes.count, 1 + 3 * Int(bytes.first ?? 0))
    var runs: [DiskRun] = []
    var (next, offset) = (0, head)
    for place in stride(from: 1, to: head - 2, by: 3) {
      let start = max(next, (Int(bytes[place]) | Int(bytes[place + 1]) << 8) % (size / unit) * unit)
      let length = min(Int(bytes[place + 2]) * unit, size - start, bytes.count - offset)
      guard length > 0 else { continue }
      runs.append(DiskRun(start: Int64(start), length: Int64(length), offset: Int64(offset)))
      (next, offset) = (start + length, offset + length)
    }
    try withFile(of: bytes) { file in
      do {
        try check(Volume(Disk(file, size: Int64(size), runs: runs), at: 0), size: Int64(size))
      } catch let error as InspectionError {
        try promise(!error.message.isEmpty, "it is refused without a reason")
      }
    }
  }
}

private func check(_ volume: Volume, size: Int64) throws {
  try promise((0...size).contains(volume.measure.size), "it has \(volume.measure.size) bytes")
  try promise((0...size).contains(volume.measure.free), "\(volume.measure.free) bytes are free")
  _ = try? SystemReader(volume: volume).system()
  let files = try FileWalk.files(of: volume)
  try promise(files.count <= volume.nameLimit, "it has \(files.count) files")
  for file in files {
    try promise(file.path.hasPrefix("/") && file.size >= 0, "a file is \(file)")
  }
}

/// Memory is quicker than a disk.
private func withFile(of bytes: [UInt8], _ body: (FilePath) throws -> Void) throws {
  let folder: FilePath = fileExists("/dev/shm") ? "/dev/shm" : "/tmp"
  let path = folder.appending("image-builder-fuzz.\(getpid()).\(UInt64.random(in: .min ... .max))")
  let file = try FileDescriptor.open(
    path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
  defer { unlink(path.string) }
  _ = try file.closeAfter { try file.writeAll(bytes) }
  try body(path)
}
