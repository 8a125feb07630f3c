import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageQEMU

/// A file system at an offset, written by the real debugfs.
@Suite(.enabled(if: findProgram("debugfs") != nil && findProgram("mkfs.ext4") != nil))
struct DiskFilesTests {
  private static let offset: Int64 = 1 << 20

  @Test func `a check enters a disk, whether its directories exist or not`() async throws {
    try await withDisk { files in
      let entries = CheckInjection.check("pass 'it runs'") + CheckInjection.dataSource(nil)
      try await files.write(entries)
      #expect(try await files.list("/etc/cloud/cloud.cfg.d").contains("99_zz_image_builder_check.cfg"))
      #expect(try await files.exists("/etc/systemd/system/sysinit.target.wants/image-builder-check.service"))
      let copy = files.work.appending("copy")
      try await files.copyOut("/usr/share/image-builder-check", to: copy)
      #expect(try readText(copy) == CheckScript.text("pass 'it runs'"))
    }
  }

  @Test func `a file that was there is replaced, and the file system stays whole`() async throws {
    try await withDisk { files in
      let entry = { text in [CheckInjection.Entry.file(path: "/etc/old", text: text, mode: 0o600)] }
      try await files.write(entry("one\n"))
      try await files.write(entry("two\n"))
      let copy = files.work.appending("copy")
      try await files.copyOut("/etc/old", to: copy)
      #expect(try readText(copy) == "two\n")
      #expect(try await files.list("/etc") == [".", "..", "old"])
      let check = ["e2fsck", "-fn", "\(files.disk)?offset=\(Self.offset)"]
      let result = try await runAllowingFailure(Command(check, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]))
      #expect(result.status == .exited(0))
    }
  }

  @Test func `what is not there does not exist`() async throws {
    try await withDisk { files in
      let found = (try await files.exists("/etc"), try await files.exists("/etc/cloud"))
      #expect(found == (true, false))
      await #expect(throws: QemuError.self) { try await files.copyOut("/boot/vmlinuz", to: files.work.appending("k")) }
    }
  }

  private func withDisk(_ body: (DiskFiles) async throws -> Void) async throws {
    try await withTestDirectory { directory in
      let disk = directory.appending("disk.raw")
      let tree = directory.appending("tree")
      try makeDirectories(tree.appending("etc"))
      let file = try FileDescriptor.open(disk, .writeOnly, options: [.create], permissions: [.ownerReadWrite])
      try file.closeAfter { try file.resize(to: 32 << 20) }
      let command = [
        "mkfs.ext4", "-q", "-F", "-E", "offset=\(Self.offset)", "-d", tree.string, disk.string, "30m",
      ]
      _ = try await run(Command(command, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]))
      try await body(DiskFiles(disk: disk, offset: Self.offset, work: directory))
    }
  }
}
