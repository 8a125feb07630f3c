/// What turning a disk into other formats needs of the machine that builds.
public enum FormatTools {
  /// The Debian package that each program comes from.
  public static let packages: [String: String] = ["qemu-img": "qemu-utils", "qemu-io": "qemu-utils"]
}
