public import SystemPackage

/// What to boot, and what to check then.
public struct BootRequest: Sendable {
  /// The disk; it is only read.
  public var disk: FilePath
  /// Where its root, an ext4 file system, starts, in bytes.
  public var rootOffset: Int64
  /// What of the system lies on another file system of the disk.
  public var persistent: PersistentFiles?
  /// Where the copy goes while it runs, on a file system that has holes.
  public var directory: FilePath
  /// What starts the machine.
  public var firmware: Firmware
  /// What runs it.
  public var accelerator: Accelerator
  /// A POSIX shell script in `CheckWords`.
  public var checks: String
  /// Where everything goes that the machine shows.
  public var console: FilePath
  /// How long it may take until the report is complete.
  public var timeLimit: Duration
  /// What the machine is told to become, by cloud-init; nil for a machine that is told nothing.
  public var orders: BootOrders?

  /// A request; see the properties.
  public init(
    disk: FilePath, rootOffset: Int64, persistent: PersistentFiles? = nil, directory: FilePath, firmware: Firmware,
    accelerator: Accelerator, checks: String, console: FilePath, timeLimit: Duration = .seconds(600),
    orders: BootOrders? = nil
  ) {
    self.disk = disk
    self.rootOffset = rootOffset
    self.persistent = persistent
    self.directory = directory
    self.firmware = firmware
    self.accelerator = accelerator
    self.checks = checks
    self.console = console
    self.timeLimit = timeLimit
    self.orders = orders
  }
}
