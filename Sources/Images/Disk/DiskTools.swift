/// What making a disk needs of the machine that builds.
public enum DiskTools {
  /// The Debian package that each program comes from.
  ///
  /// GRUB is not among them: its `core.img` is made by the image's own `grub-mkimage` from the image's own modules, so
  /// that the modules which it later loads from the root are of its version, and no tool of the host shapes it.
  public static let packages: [String: String] = [
    "sfdisk": "fdisk",
    "mkfs.vfat": "dosfstools",
    "mmd": "mtools",
    "mcopy": "mtools",
    "mkfs.ext4": "e2fsprogs",
    "dumpe2fs": "e2fsprogs",
    "debugfs": "e2fsprogs",
    "unshare": "util-linux",
    "mount": "mount",
  ]

  /// The programs and files that the image itself must hold, each with its Debian package.
  public static let imageFiles: [String: String] = [
    "/usr/bin/grub-mkimage": "grub-common",
    "/usr/sbin/update-grub": "grub2-common",
    "\(BiosLoader.modules)/kernel.img": "grub-pc-bin",
    EfiLoader.shim: "shim-signed",
    EfiLoader.grub: "grub-efi-amd64-signed",
    EfiLoader.keyManager: "shim-helpers-amd64-signed",
  ]
}
