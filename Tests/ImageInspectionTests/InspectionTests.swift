import Digests
import ImageFormats
import Inspection
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageInspection

@Suite(.enabled(if: ["qemu-img", "sfdisk", "mkfs.ext4"].allSatisfy { findProgram($0) != nil }))
struct InspectionTests {
  @Test func `a disk says the same whatever the format of its file`() async throws {
    try await withTestDirectory { folder in
      let raw = try await SmallDisk("disk.raw", in: folder).file
      try await shell(
        """
        qemu-img convert -O qcow2 disk.raw plain
        qemu-img convert -c -O qcow2 disk.raw packed
        qemu-img convert -O vmdk disk.raw other
        """, in: folder)
      let first = try await inspectImage(raw)
      let contents = try await readContents(raw)
      #expect(first.system?.name == "A small system")
      #expect(first.system?.kubernetes == "v1.2.3")
      #expect(first.system?.packages == [InstalledPackage(name: "tool", version: "1.0-1", architecture: "all")])
      #expect(first.system?.units == [UnitState(name: "kubelet.service", state: .enabled)])
      #expect(first.system?.boot == BootEntry(kernel: "/boot/vmlinuz-6", arguments: ["root=UUID=1", "quiet"]))
      #expect(first.system?.kernels == ["6"])
      #expect(first.table?.partitions.map(\.title) == ["1 root"])
      #expect(first.remarks == ["it does not say how it was built"])
      for (name, format) in [("plain", "qcow2"), ("packed", "qcow2"), ("other", "vmdk")] {
        let file = folder.appending(name)
        let image = try await inspectImage(file)
        #expect(image.format == format)
        #expect(image.system == first.system, "\(name)")
        #expect(image.table == first.table, "\(name)")
        #expect(try await diskDigest(file) == diskDigest(raw), "\(name)")
        #expect(try await readContents(file).files == contents.files, "\(name)")
      }
    }
  }

  @Test func `every file is found with what it is and what it holds`() async throws {
    try await withTestDirectory { folder in
      let disk = try await SmallDisk(
        "disk", in: folder,
        change:
          "chmod 4711 big/file-with-a-long-name-7; ln -s \(String(repeating: "x", count: 100)) long; mkfifo pipe; truncate -s 1T holes"
      )
      let files = try await readContents(disk.file).files
      let byPath = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0) })
      let numbers = try contentDigest(ofFile: folder.appending("disk.tree/big/numbers"))
      #expect(byPath["/big/numbers"]?.digest == numbers && byPath["/big/twin"]?.digest == numbers)
      #expect(byPath["/big/file-with-a-long-name-7"]?.mode == 0o4711)
      #expect(byPath["/big/file-with-a-long-name-300"]?.digest == contentDigest(of: ""))
      #expect(byPath["/long"]?.target == String(repeating: "x", count: 100))
      #expect(byPath["/etc/os-release"]?.target == "../usr/lib/os-release")
      #expect(byPath["/holes"]?.size == 1 << 40 && byPath["/holes"]?.digest == nil)
      #expect(byPath["/pipe"]?.kind == .pipe)
      #expect(byPath["/big"]?.kind == .directory)
      #expect(files.map(\.path) == files.map(\.path).sorted())
    }
  }

  @Test func `two disks differ in what was changed on one of them`() async throws {
    try await withTestDirectory { folder in
      let old = try await SmallDisk("old", in: folder)
      let new = try await SmallDisk(
        "new", in: folder,
        change: "sed -i s/1.0-1/1.0-2/ var/lib/dpkg/status; rm big/file-with-a-long-name-9; chmod 600 boot/vmlinuz-6")
      let difference = ImageDifference.between(
        try await readContents(old.file), try await readContents(new.file))
      #expect(difference.packages.map { [$0.name, $0.from, $0.to] } == [["tool", "1.0-1", "1.0-2"]])
      #expect(
        difference.files.map(\.path) == ["/big/file-with-a-long-name-9", "/boot/vmlinuz-6", "/var/lib/dpkg/status"])
      #expect(difference.files.map(\.change) == [.removed, .changed, .changed])
      #expect(difference.units.isEmpty && difference.kernelArguments.isEmpty && difference.system.isEmpty)
      #expect(try await diskDigest(old.file) != diskDigest(new.file))
    }
  }

  @Test func `what an image says of itself is read, and only where it is whole`() async throws {
    try await withTestDirectory { folder in
      let disk = try await SmallDisk("disk", in: folder)
      let bytes = try #require(EmbeddedDescription.encode(#"{"version":1}"#))
      let file = try FileDescriptor.open(disk.file, .readWrite)
      _ = try file.writeAll(toAbsoluteOffset: EmbeddedDescription.offset, bytes)
      #expect(try await inspectImage(disk.file).description == #"{"version":1}"#)
      _ = try file.writeAll(toAbsoluteOffset: EmbeddedDescription.offset + 100, [7])
      try file.close()
      #expect(try await inspectImage(disk.file).description == nil)
    }
  }

  @Test func `a disk that is not ours is inspected as far as it goes`() async throws {
    try await withTestDirectory { folder in
      try await shell("truncate -s 3M empty; seq 1 1000 > text; truncate -s 100 text", in: folder)
      let empty = try await inspectImage(folder.appending("empty"))
      #expect(empty.table == nil && empty.system == nil)
      #expect(empty.remarks.contains("no ext4 file system with a Linux system was found on it"))
      #expect(try await inspectImage(folder.appending("text")).table == nil)
      let error = await #expect(throws: InspectionError.self) {
        try await inspectImage(folder.appending("missing"))
      }
      #expect(error?.message.contains("cannot be read as a disk") == true)
    }
  }

  @Test func `a damaged file system is an error or a remark, never the end of the process`() async throws {
    try await withTestDirectory { folder in
      let disk = try await SmallDisk("disk", in: folder)
      var generator = Dice(state: 7)
      for round in 0..<20 {
        let copy = folder.appending("copy-\(round)")
        try copySparse(from: disk.file, to: copy)
        let file = try FileDescriptor.open(copy, .writeOnly)
        for _ in 0..<200 {
          let place = SmallDisk.offset + Int64(generator.next() % (1 << 20))
          _ = try file.writeAll(toAbsoluteOffset: place, [UInt8(truncatingIfNeeded: generator.next())])
        }
        try file.close()
        _ = try? await inspectImage(copy)
        _ = try? await readContents(copy)
        try removeTree(copy)
      }
    }
  }
}

/// The same numbers every time.
private struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
