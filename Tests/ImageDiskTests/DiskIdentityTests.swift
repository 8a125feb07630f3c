import Digests
import Testing

@testable import ImageDisk

struct DiskIdentityTests {
  private let identity = DiskIdentity(contentDigest(of: "a tree"))

  @Test func `the same digest gives the same names`() {
    #expect(identity == DiskIdentity(contentDigest(of: "a tree")))
  }

  @Test func `another digest gives other names everywhere`() {
    let other = DiskIdentity(contentDigest(of: "another tree"))
    for name: KeyPath<DiskIdentity, String> in [
      \.disk, \.biosPartition, \.efiPartition, \.rootPartition, \.root, \.hashSeed, \.efiVolume,
    ] {
      #expect(identity[keyPath: name] != other[keyPath: name])
    }
  }

  @Test func `no two names of a disk are the same`() {
    let names = [
      identity.disk, identity.biosPartition, identity.efiPartition, identity.rootPartition, identity.root,
      identity.hashSeed,
    ]
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
  }

  @Test func `a UUID says that it is of version 8`() {
    #expect(DiskIdentity.uuid([UInt8](repeating: 0xff, count: 32)) == "ffffffff-ffff-8fff-bfff-ffffffffffff")
    #expect(DiskIdentity.uuid([UInt8](repeating: 0, count: 32)) == "00000000-0000-8000-8000-000000000000")
  }

  @Test func `the volume identifier is written as udev does`() {
    #expect(identity.efiVolume.count == 8)
    #expect(identity.efiVolumeName == identity.efiVolume.prefix(4) + "-" + identity.efiVolume.suffix(4))
  }
}
