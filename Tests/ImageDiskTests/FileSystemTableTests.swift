import Digests
import ImageSandbox
import Testing

@testable import ImageDisk

struct FileSystemTableTests {
  private let identity = DiskIdentity(contentDigest(of: "a tree"))
  private let data = DataPartition(
    label: "CAPI-DATA", mountPoint: "/.capi-data", options: ["defaults", "x-systemd.device-timeout=30s"],
    rootSize: 12 << 30, paths: ["/etc", "/usr/local"], isMountedEarly: true)

  private func lines(_ mounts: Mounts, memory: [String: FileFacts] = [:]) -> [String] {
    FileSystemTable(identity: identity, mounts: mounts, memory: memory).text.split(separator: "\n").map(String.init)
  }

  @Test func `the root is mounted with what was asked for, or as systems do by default`() {
    #expect(lines(Mounts()).first == "UUID=\(identity.root) / ext4 defaults 0 1")
    #expect(lines(Mounts(rootOptions: ["noatime"])).first == "UUID=\(identity.root) / ext4 defaults,noatime 0 1")
  }

  @Test func `a read-only root is mounted so, and the loader's partition with it`() {
    #expect(
      lines(Mounts(isRootReadOnly: true, rootOptions: ["discard", "errors=remount-ro"])) == [
        "UUID=\(identity.root) / ext4 ro,discard,errors=remount-ro 0 1",
        "UUID=\(identity.efiVolumeName) /boot/efi vfat ro,umask=0077 0 2",
      ])
  }

  @Test func `the data partition is mounted by its label, and each persistent path from it`() {
    #expect(
      lines(Mounts(data: data)).dropFirst(2) == [
        "LABEL=CAPI-DATA /.capi-data ext4 defaults,x-systemd.device-timeout=30s 0 0",
        "/.capi-data/persistent/etc /etc none bind,x-systemd.requires-mounts-for=/.capi-data 0 0",
        "/.capi-data/persistent/usr/local /usr/local none bind,x-systemd.requires-mounts-for=/.capi-data 0 0",
      ])
  }

  @Test func `what nobody has checked before is checked by systemd`() {
    var late = data
    late.isMountedEarly = false
    late.options = []
    #expect(lines(Mounts(data: late))[2] == "LABEL=CAPI-DATA /.capi-data ext4 defaults 0 2")
  }

  @Test func `a path in memory has the mode and the owner that it has in the image`() {
    let memory = [
      "/tmp": FileFacts(kind: .directory, mode: 0o1777),
      "/srv": FileFacts(kind: .directory, mode: 0o750, owner: 5, group: 60),
    ]
    #expect(
      lines(Mounts(memoryPaths: ["/tmp", "/srv"]), memory: memory).dropFirst(2) == [
        "tmpfs /tmp tmpfs nosuid,nodev,mode=1777 0 0", "tmpfs /srv tmpfs nosuid,nodev,mode=750,uid=5,gid=60 0 0",
      ])
  }

  @Test func `the partition table names data behind the root`() throws {
    let lines = PartitionTable.script(try DiskLayout(size: 2 << 30, rootSize: 1 << 30), identity).split(separator: "\n")
    #expect(
      lines.last?.hasSuffix(
        "type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=\(identity.dataPartition), name=\"data\"") == true)
  }
}
