import Storage
public import SystemPackage

/// What a disk image is written in, by QEMU's names.
public enum DiskFormat: String, Sendable, CaseIterable {
  case raw, qcow2, vmdk, vpc, vhdx

  /// The size of the footer that an image for Hyper-V ends with, in bytes.
  private static let footer: Int64 = 512

  /// Finds out by the marks of a file; throws `StorageError` and `Errno` where it cannot be read.
  public init(of file: FilePath) throws {
    let descriptor = try FileDescriptor.open(file, .readOnly)
    let (head, tail) = try descriptor.closeAfter {
      let size = try descriptor.seek(offset: 0, from: .end)
      return (
        try Self.read(descriptor, at: 0), try Self.read(descriptor, at: max(0, size - Self.footer))
      )
    }
    self.init(head: head, tail: tail)
  }

  /// Tells by the first bytes, and by those that the last 512 begin with.
  init(head: [UInt8], tail: [UInt8]) {
    if head.starts(with: [0x51, 0x46, 0x49, 0xfb]) {
      self = .qcow2
    } else if head.starts(with: "KDMV".utf8) {
      self = .vmdk
    } else if head.starts(with: "vhdxfile".utf8) {
      self = .vhdx
    } else if head.starts(with: "conectix".utf8) || tail.starts(with: "conectix".utf8) {
      self = .vpc
    } else {
      self = .raw
    }
  }

  private static func read(_ file: FileDescriptor, at offset: Int64) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: 8) { buffer, count in
      count = try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
