import Digests
import Testing

@testable import ImageDisk

struct BootFilesTests {
  private let identity = DiskIdentity(contentDigest(of: "a tree"))
  private let kernels = InstalledKernel.all(inBoot: ["vmlinuz-6.1.0-9-amd64", "initrd.img-6.1.0-9-amd64"])
  private var files: BootFiles {
    BootFiles(
      identity,
      BootSettings(
        kernelArguments: ["console=ttyS0,115200", "quiet"], timeout: 3, distributor: "Debian GNU/Linux",
        efiDirectory: "debian"))
  }

  @Test func `the kernel is started with the root's UUID and the arguments`() {
    let text = files.grubConfiguration(kernels)
    let line = "  linux /boot/vmlinuz-6.1.0-9-amd64 root=UUID=\(identity.root) ro console=ttyS0,115200 quiet\n"
    #expect(text.contains(line))
    #expect(text.contains("  initrd /boot/initrd.img-6.1.0-9-amd64\n"))
    #expect(text.contains("set timeout=3\n"))
  }

  @Test func `a kernel without initramfs is started without one`() {
    let bare = InstalledKernel.all(inBoot: ["vmlinuz-6.1.0-9-amd64"])
    #expect(!files.grubConfiguration(bare).contains("initrd"))
  }

  @Test func `update-grub is told the same arguments and time`() {
    #expect(files.grubDefaults.contains("GRUB_CMDLINE_LINUX=\"console=ttyS0,115200 quiet\"\n"))
    #expect(files.grubDefaults.contains("GRUB_TIMEOUT=3\n"))
  }

  @Test func `root and EFI system partition are mounted by the disk's own names`() {
    let lines = FileSystemTable(identity: identity, mounts: Mounts()).text.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ")[0] } == ["UUID=\(identity.root)", "UUID=\(identity.efiVolumeName)"])
    #expect(lines.map { $0.split(separator: " ")[1] } == ["/", "/boot/efi"])
  }

  @Test func `the stub goes on with the configuration of the root`() {
    #expect(
      files.efiStub == """
        search.fs_uuid \(identity.root) root
        set prefix=($root)'/boot/grub'
        configfile $prefix/grub.cfg

        """)
  }

  @Test func `the newest kernel is the first, by numbers and not by letters`() {
    let names = [
      "vmlinuz-6.1.0-9-amd64", "config-6.1.0-10-amd64", "vmlinuz-6.1.0-10-amd64", "vmlinuz-5.10.0-30-amd64",
      "vmlinuz-6.1.0-10-cloud-amd64", "initrd.img-6.1.0-10-amd64",
    ]
    #expect(
      InstalledKernel.all(inBoot: names).map(\.release) == [
        "6.1.0-10-cloud-amd64", "6.1.0-10-amd64", "6.1.0-9-amd64", "5.10.0-30-amd64",
      ])
  }

  @Test func `numbers of any length count, and who lists the kernels does not`() {
    let names = ["vmlinuz-6.99999999999999999999", "vmlinuz-6.100000000000000000000", "vmlinuz-6.01", "vmlinuz-6.1"]
    let ordered = ["6.100000000000000000000", "6.99999999999999999999", "6.1", "6.01"]
    #expect(InstalledKernel.all(inBoot: names).map(\.release) == ordered)
    #expect(InstalledKernel.all(inBoot: names.reversed()).map(\.release) == ordered)
  }
}
