/// How an image boots.
public struct BootSettings: Sendable, Equatable, Codable {
  /// What the kernel is told beside its root, such as `console=ttyS0,115200`.
  public var kernelArguments: [String]
  /// How long GRUB shows its menu, in seconds; 0 shows none.
  public var timeout: Int
  /// The name in front of each menu entry, such as `Debian GNU/Linux`.
  public var distributor: String
  /// The directory of the EFI system partition that the distribution's signed GRUB reads, such as `debian`.
  public var efiDirectory: String

  /// Settings; see the properties.
  public init(kernelArguments: [String], timeout: Int, distributor: String, efiDirectory: String) {
    self.kernelArguments = kernelArguments
    self.timeout = timeout
    self.distributor = distributor
    self.efiDirectory = efiDirectory
  }
}
