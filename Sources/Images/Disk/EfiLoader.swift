/// The distribution's signed shim and GRUB, for machines that boot by UEFI.
enum EfiLoader {
  static let shim = "/usr/lib/shim/shimx64.efi.signed"
  static let keyManager = "/usr/lib/shim/mmx64.efi.signed"
  static let grub = "/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"

  /// A file of the EFI system partition.
  struct File: Equatable {
    /// The file of the image, or of the work directory.
    let source: String
    /// Its path on the partition.
    let target: String
  }

  /// The directories of the partition, parents first.
  static func directories(vendor: String) -> [String] { ["/EFI", "/EFI/BOOT", "/EFI/\(vendor)"] }

  /// What is copied from the image: for firmware without a boot entry, and where `grub-install` puts its updates.
  ///
  /// Shim's fallback program stays out: it would write a boot entry and restart the machine first.
  static func files(vendor: String) -> [File] {
    [
      File(source: shim, target: "/EFI/BOOT/BOOTX64.EFI"),
      File(source: grub, target: "/EFI/BOOT/grubx64.efi"),
      File(source: keyManager, target: "/EFI/BOOT/mmx64.efi"),
      File(source: shim, target: "/EFI/\(vendor)/shimx64.efi"),
      File(source: grub, target: "/EFI/\(vendor)/grubx64.efi"),
      File(source: keyManager, target: "/EFI/\(vendor)/mmx64.efi"),
    ]
  }

  /// Where a signed GRUB looks for its configuration: the directory that it was built for.
  static func stubs(vendor: String) -> [String] { ["/EFI/\(vendor)/grub.cfg", "/EFI/BOOT/grub.cfg"] }
}
