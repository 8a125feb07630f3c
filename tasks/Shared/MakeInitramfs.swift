import Engine
import ImageTree

/// Where the image remembers, until it is sealed, what its initramfs was made from.
let initramfsStamp = "/var/lib/image-builder"

/// Makes the initial file system of each kernel, unless it was made from the same by an earlier phase: it takes many
/// seconds, and packages would have it made again and again.
let makeInitramfs = Step<Image>("make the initramfs") { image in
  let kernels = try await image.list("/lib/modules")
  // The program that would have removed that of a kernel which another one replaced was not run.
  for stale in try await image.match("/boot/initrd.img-*")
  where !kernels.contains(where: { stale == "/boot/initrd.img-\($0)" }) {
    try await image.remove(stale)
  }
  for kernel in kernels {
    let inputs = try await initramfsInputs(of: kernel, in: image)
    let stamp = "\(initramfsStamp)/initramfs-\(kernel)"
    if try await image.exists(stamp), try await image.read(stamp) == inputs { continue }
    try await image.remove("/boot/initrd.img-\(kernel)")
    try await batchingModules(in: image) {
      try await image.run("/usr/sbin/update-initramfs", "-c", "-k", kernel)
    }
    try await image.write(inputs, to: stamp)
  }
}

/// One text that changes with whatever goes into an initramfs: its configuration, the hooks, and the versions of the
/// packages that bring them or are copied by them.
private func initramfsInputs(of kernel: String, in image: Image) async throws -> String {
  try await image.runScript(
    """
    find /etc/initramfs-tools /usr/share/initramfs-tools /etc/modprobe.d /etc/modules /etc/udev/rules.d \
      /etc/fstab -type f 2>/dev/null | LC_ALL=C sort | xargs --no-run-if-empty sha256sum
    dpkg --search '/usr/share/initramfs-tools/*' 2>/dev/null | cut -d: -f1 | tr ', ' '\\n\\n' | sed '/^$/d' |
      LC_ALL=C sort -u | xargs dpkg-query --show 2>/dev/null || true
    dpkg-query --show libc6 udev kmod zstd e2fsprogs "linux-image-\(kernel)" 2>/dev/null || true
    """)
}
