/// What a test boot needs of the machine that runs it.
public enum QemuTools {
  /// The Debian package that each program comes from.
  public static let packages: [String: String] = [
    "qemu-system-x86_64": "qemu-system-x86",
    "debugfs": "e2fsprogs",
  ]

  /// The Debian package of each program that a machine for a person needs besides QEMU.
  public static let livePackages: [String: String] = [
    "qemu-system-x86_64": "qemu-system-x86", "mkfs.vfat": "dosfstools", "mcopy": "mtools",
    "ssh-keygen": "openssh-client",
  ]

  /// The files that a firmware consists of, each with its Debian package.
  public static func files(_ firmware: Firmware) -> [String: String] {
    var files: [String: String] = [:]
    for path in [firmware.code, firmware.variables] {
      if let path { files[path] = "ovmf" }
    }
    return files
  }
}
