/// What looking into images needs of this machine.
public enum InspectionTools {
  /// The Debian package that each program comes from.
  public static let packages: [String: String] = ["qemu-img": "qemu-utils", "sfdisk": "fdisk"]
}
