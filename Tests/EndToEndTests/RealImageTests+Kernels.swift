import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

/// The kernels of images, and what they start from.
extension RealImageTests {
  @Test func `the raw image has a kernel for machines of metal, and boots`() async throws {
    _ = try await bench.mainJob.value
    let ran = try await site.build("build-raw-debian-12", "kubernetes_semver=v1.20.3", "boot_firmwares=ovmfSecureBoot")
    #expect(ran.status == 0, "\(ran.output)")
    let name = "raw-debian-12-kube-v1.20.3"
    #expect(try site.manifest(name).proven)
    let boot = try await DiskImage(site.output(name).appending("\(name).raw")).names(in: "/boot")
    let kernels = boot.filter { $0.hasPrefix("vmlinuz-") }
    #expect(kernels.count == 1)
    #expect(kernels.allSatisfy { $0.hasSuffix("-amd64") && !$0.contains("cloud") }, "\(kernels)")
    #expect(boot.filter { $0.hasPrefix("initrd") } == kernels.map { "initrd.img-" + $0.dropFirst("vmlinuz-".count) })
  }

  @Test func `the initramfs has the bytes that the distribution's own program makes, if slowly`() async throws {
    _ = try await bench.mainJob.value
    let ran = try await site.ask(
      "shell", "qemu-debian-12", "base", "--var-file", site.program.archiveVariables.string, "--", "sh", "-c",
      """
      kernel=$(ls /lib/modules)
      export SOURCE_DATE_EPOCH=$(stat --format=%Y /boot/initrd.img-$kernel)
      mkinitramfs -o /tmp/initrd $kernel && cmp /tmp/initrd /boot/initrd.img-$kernel
      """)
    #expect(ran.status == 0, "\(ran.output)")
  }
}
