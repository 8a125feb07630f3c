import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

/// What kernels start from.
extension RealImages.RealImageTests {
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
