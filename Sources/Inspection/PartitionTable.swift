/// How a disk is divided.
public struct PartitionTable: Sendable, Equatable, Encodable {
  /// A part of a disk.
  public struct Partition: Sendable, Equatable, Encodable {
    /// Its number, from 1.
    public let number: Int
    /// Its name; empty where the table knows none.
    public let name: String
    /// Its type as the table has it: a GUID in upper case, or one byte in hexadecimal.
    public let type: String
    /// Its identifier; empty where the table knows none.
    public let identifier: String
    /// Its first byte on the disk.
    public let start: Int64
    /// Its size in bytes.
    public let size: Int64

    /// Describes a part of a disk.
    public init(number: Int, name: String, type: String, identifier: String, start: Int64, size: Int64) {
      self.number = number
      self.name = name
      self.type = type
      self.identifier = identifier
      self.start = start
      self.size = size
    }

    /// Its number and its name: `3 root`.
    public var title: String { name.isEmpty ? "\(number)" : "\(number) \(name)" }

    /// What the type means, of the types that images have; else the type itself.
    public var kind: String { Self.kinds[type] ?? type }

    /// From the Discoverable Partitions Specification, GRUB's manual, and the list of MBR types.
    private static let kinds = [
      "21686148-6449-6E6F-744E-656564454649": "BIOS boot",
      "C12A7328-F81F-11D2-BA4B-00A0C93EC93B": "EFI system",
      "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709": "root (x86-64)",
      "B921B045-1DF0-41C3-AF44-4C6F280D3FAE": "root (arm64)",
      "BC13C2FF-59E6-4262-A352-B275FD6F7172": "boot",
      "0FC63DAF-8483-4772-8E79-3D69D8477DE4": "Linux",
      "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F": "swap",
      "83": "Linux", "82": "swap", "ef": "EFI system", "c": "FAT32", "5": "extended",
    ]

    enum CodingKeys: String, CodingKey { case number, name, type, identifier, start, size }
  }

  /// `gpt` or `dos`.
  public let label: String
  /// The disk's identifier.
  public let identifier: String
  /// The parts in the order of their numbers.
  public let partitions: [Partition]

  /// Describes how a disk is divided.
  public init(label: String, identifier: String, partitions: [Partition]) {
    self.label = label
    self.identifier = identifier
    self.partitions = partitions
  }

  /// The parts that may hold the root file system, the likeliest first: those that say so, then the largest.
  public var rootCandidates: [Partition] {
    partitions.sorted { a, b in
      let (first, second) = (a.kind.hasPrefix("root"), b.kind.hasPrefix("root"))
      return first == second ? a.size > b.size : first
    }
  }
}
