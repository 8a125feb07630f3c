public import Digests

/// Every name of a disk that is random elsewhere; here they follow from a digest, so that the same disk gets the same.
public struct DiskIdentity: Sendable, Equatable {
  /// The GUID of the partition table, upper case.
  public let disk: String
  /// The GUIDs of the partitions, upper case.
  public let biosPartition: String
  /// The EFI system partition's GUID.
  public let efiPartition: String
  /// The root partition's GUID.
  public let rootPartition: String
  /// The data partition's GUID.
  public let dataPartition: String
  /// The UUID of the root file system, lower case, by which everything finds it.
  public let root: String
  /// The seed of the root's directory hashes.
  public let hashSeed: String
  /// The UUID of the data's file system, lower case.
  public let data: String
  /// The seed of the data's directory hashes.
  public let dataHashSeed: String
  /// The volume identifier of the EFI system partition, eight digits.
  public let efiVolume: String

  /// The names that follow from `digest`, which stands for all that the disk is made of.
  public init(_ digest: ContentDigest) {
    func bytes(_ name: String) -> [UInt8] {
      var encoding = CanonicalEncoding()
      encoding.append(digest.hex)
      encoding.append(name)
      return encoding.digest.bytes
    }
    disk = Self.uuid(bytes("disk")).uppercased()
    biosPartition = Self.uuid(bytes("bios partition")).uppercased()
    efiPartition = Self.uuid(bytes("efi partition")).uppercased()
    rootPartition = Self.uuid(bytes("root partition")).uppercased()
    dataPartition = Self.uuid(bytes("data partition")).uppercased()
    root = Self.uuid(bytes("root"))
    hashSeed = Self.uuid(bytes("hash seed"))
    data = Self.uuid(bytes("data"))
    dataHashSeed = Self.uuid(bytes("data hash seed"))
    efiVolume = Self.hex(bytes("efi volume").prefix(4)).uppercased()
  }

  /// `efiVolume` as udev and fstab write it.
  public var efiVolumeName: String { "\(efiVolume.prefix(4))-\(efiVolume.suffix(4))" }

  /// The first 16 of `bytes` as a UUID of version 8, which RFC 9562 keeps for such uses.
  static func uuid(_ bytes: [UInt8]) -> String {
    var bytes = Array(bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x80
    bytes[8] = bytes[8] & 0x3f | 0x80
    let text = hex(bytes[...])
    var groups: [Substring] = []
    var rest = text[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }

  private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
