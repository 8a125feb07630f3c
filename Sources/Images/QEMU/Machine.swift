import SystemPackage

/// A machine that QEMU plays, as its command line.
struct Machine {
  let firmware: Firmware
  let accelerator: Accelerator
  let disk: FilePath
  /// Its own copy of the firmware's variables.
  let variables: FilePath
  let console: FilePath
  let report: FilePath

  /// Its memory in MiB.
  var memory = 2048
  var processors = 2
  var network = MachineNetwork.alone

  /// The port by which the guest sends its report.
  static let reportPort = "org.image-builder.check"

  var command: [String] {
    [
      "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
      "-machine", firmware.machine,
      "-accel", accelerator.options, "-cpu", "max", "-smp", String(processors), "-m", String(memory),
      // The copy is thrown away: nothing of it need ever reach the disk.
      "-drive", "if=virtio,format=raw,cache=unsafe,discard=unmap,file=\(Self.escaped(disk))",
      "-chardev", "file,id=console,path=\(Self.escaped(console))", "-serial", "chardev:console",
      "-device", "virtio-serial-pci",
      "-chardev", "file,id=report,path=\(Self.escaped(report))",
      "-device", "virtserialport,chardev=report,name=\(Self.reportPort)",
      "-device", "virtio-rng-pci",
    ] + network.options + firmware.flash(variables: variables)
  }

  /// The command that starts `kernel` alone, which panics as soon as it looks for a root and so ends the machine.
  static func probe(kernel: FilePath, console: FilePath, accelerator: Accelerator) -> [String] {
    [
      "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-machine", "q35",
      "-accel", accelerator.options, "-cpu", "max", "-m", "512", "-kernel", kernel.string,
      "-append", "console=ttyS0 panic=-1", "-chardev", "file,id=console,path=\(escaped(console))",
      "-serial", "chardev:console",
    ]
  }

  /// A path within an option of QEMU.
  static func escaped(_ path: FilePath) -> String {
    path.string.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",,")
  }
}
