public import Digests
import ImageFormats
public import Inspection
import Storage
public import SystemPackage

/// Reads what a disk in a file says, without booting, mounting or changing it, and as any user who may read the file.
///
/// Throws `InspectionError` where it cannot be read as a disk; what cannot be read of the disk is remarked.
public func inspectImage(_ file: FilePath) async throws -> InspectedImage {
  try await OpenImage.with(file) { try await inspected($0, as: file).image }
}

/// Reads all of a disk in a file that can be compared with another one.
///
/// Throws `InspectionError`, also where a file system of the disk is damaged.
public func readContents(_ file: FilePath) async throws -> ImageContents {
  try await OpenImage.with(file) { open in
    let (image, root) = try await inspected(open, as: file)
    return try await blocking {
      let disk = try open.disk()
      let files = try root.map { try FileWalk.files(of: Volume(disk, at: $0)) } ?? []
      var partitions: [Int: ContentDigest] = [:]
      for partition in image.table?.partitions ?? [] where partition.start != root {
        partitions[partition.number] = try disk.digest(of: partition.start..<(partition.start + partition.size))
      }
      return ImageContents(image: image, files: files, partitions: partitions)
    }
  }
}

/// The digest of a whole disk in a file, the same for every format of the file; throws `InspectionError`.
public func diskDigest(_ file: FilePath) async throws -> ContentDigest {
  try await OpenImage.with(file) { open in
    try await blocking { try open.disk().digest(of: 0..<open.format.size) }
  }
}

/// What an open image says, and where its root file system begins.
private func inspected(_ open: OpenImage, as file: FilePath) async throws -> (image: InspectedImage, root: Int64?) {
  let size = open.format.size
  let edge = min(size, 1 << 20)
  let (head, tail) = try await blocking {
    let disk = try open.disk()
    return (try disk.read(Int(edge), at: 0), try disk.read(Int(edge), at: size - edge))
  }
  let table = try await readPartitions(head: head, tail: tail, size: size)
  var image = InspectedImage(
    file: file.string, format: open.format.format, size: size, stored: open.format.stored)
  image.table = table
  image.description = EmbeddedDescription.decode(Array(head.dropFirst(Int(EmbeddedDescription.offset))))
  if image.description == nil { image.remarks.append("it does not say how it was built") }
  let found = try await blocking { try systemFound(on: open.disk(), table) }
  image.system = found?.system
  if let system = found?.system {
    if system.packages.isEmpty { image.remarks.append("its packages are in no database of dpkg") }
  } else {
    image.remarks.append("no ext4 file system with a Linux system was found on it")
  }
  return (image, found?.start)
}

/// The system on the likeliest partition that holds one, and where that begins.
private func systemFound(on disk: Disk, _ table: PartitionTable?) throws -> (system: InspectedSystem, start: Int64)? {
  let places = table?.rootCandidates.map { (number: $0.number, start: $0.start) } ?? [(number: 0, start: 0)]
  for place in places {
    guard let volume = try? Volume(disk, at: place.start) else { continue }
    let reader = SystemReader(volume: volume)
    guard reader.isRoot else { continue }
    var system = try reader.system()
    system.partition = place.number
    return (system, place.start)
  }
  return nil
}
