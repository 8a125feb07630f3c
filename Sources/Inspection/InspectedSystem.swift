/// What the root file system of an image says of the system on it.
public struct InspectedSystem: Sendable, Equatable, Encodable {
  /// The number of the partition; 0 where the file system fills the disk.
  public var partition = 0
  /// The size of the file system in bytes.
  public var size: Int64 = 0
  /// What of that is free, in bytes.
  public var free: Int64 = 0
  /// What the system calls itself: `Debian GNU/Linux 12 (bookworm)`.
  public var name: String?
  /// The release with its point release, where it says so: `12.11`.
  public var release: String?
  /// The Kubernetes version that the image was made for.
  public var kubernetes: String?
  /// The kernels in `/boot`.
  public var kernels: [String] = []
  /// What is started by default.
  public var boot: BootEntry?
  /// The installed packages, by name.
  public var packages: [InstalledPackage] = []
  /// The units that are enabled or masked, by name.
  public var units: [UnitState] = []

  /// A system of which nothing is known yet.
  public init() {}

  /// The version of the first of these packages that is installed, without the distribution's own part.
  public func version(of names: [String]) -> String? {
    let found = names.lazy.compactMap { name in packages.first { $0.name == name } }.first
    return found.map { $0.version }
  }
}
