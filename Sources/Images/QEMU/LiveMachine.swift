public import SystemPackage

/// A machine for a person: its disk is an image that stays as it is, its serial console is standard input and output.
public struct LiveMachine: Sendable {
  /// The image; what the machine writes goes into a file that has no name and ends with it.
  public var disk: FilePath
  /// What the image is written in.
  public var format: DiskFormat
  /// What tells cloud-init what this machine is to be; see `makeSeed`.
  public var seed: FilePath
  /// What starts the machine.
  public var firmware: Firmware
  /// What runs it.
  public var accelerator: Accelerator
  /// Its memory in MiB.
  public var memory: Int
  /// How many processors it has.
  public var processors: Int
  /// The port of this host, at the loopback, that leads to the machine's SSH.
  public var sshPort: UInt16
  /// Whether it reaches what this host reaches.
  public var network: Bool

  /// A machine; see the properties.
  public init(
    disk: FilePath, format: DiskFormat, seed: FilePath, firmware: Firmware, accelerator: Accelerator, memory: Int,
    processors: Int, sshPort: UInt16, network: Bool
  ) {
    self.disk = disk
    self.format = format
    self.seed = seed
    self.firmware = firmware
    self.accelerator = accelerator
    self.memory = memory
    self.processors = processors
    self.sshPort = sshPort
    self.network = network
  }

  /// The command line that plays it.
  public var command: [String] {
    [
      "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none",
      "-machine", firmware.machine, "-accel", accelerator.options, "-cpu", "max", "-smp", String(processors),
      "-m", String(memory),
      "-drive",
      "if=virtio,format=\(format.rawValue),snapshot=on,cache=unsafe,discard=unmap,file=\(Machine.escaped(disk))",
      "-drive", "if=virtio,format=raw,readonly=on,file=\(Machine.escaped(seed))",
      "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console", "-device", "virtio-rng-pci",
      "-netdev",
      "user,id=network,restrict=\(network ? "off" : "on"),hostfwd=tcp:127.0.0.1:\(sshPort)-:22",
      "-device", "virtio-net-pci,netdev=network,romfile=",
      // cloud-init looks for a seed where it looks for clouds, if it is told so by the machine itself.
      "-smbios", "type=1,serial=ds=nocloud",
    ] + firmware.flash(variables: nil)
  }
}
