import ImageSandbox

/// The files of an image that depend on its disk; `makeDisk` writes them into the tree before it goes to the disk.
public struct BootFiles: Sendable, Equatable {
  /// The disk's names.
  public let identity: DiskIdentity
  /// How the image boots.
  public let settings: BootSettings
  /// What it mounts.
  public let mounts: Mounts

  /// The files for a disk of these names that boots like this.
  public init(_ identity: DiskIdentity, _ settings: BootSettings, _ mounts: Mounts = Mounts()) {
    self.identity = identity
    self.settings = settings
    self.mounts = mounts
  }

  /// Paths and texts of all of them, for an image with these kernels and, by path, these directories to be in memory.
  func all(_ kernels: [InstalledKernel], memory: [String: FileFacts]) -> [(path: String, text: String)] {
    [
      ("/etc/fstab", FileSystemTable(identity: identity, mounts: mounts, memory: memory).text),
      ("/etc/default/grub.d/90-image-builder.cfg", grubDefaults),
      ("/boot/grub/grub.cfg", grubConfiguration(kernels)),
    ]
  }

  /// What `update-grub` must know to write again, in the running image, what `grubConfiguration` says.
  ///
  /// A file of its own beside `/etc/default/grub`, which belongs to a package that asks whenever it was changed.
  public var grubDefaults: String {
    """
    GRUB_DISTRIBUTOR="\(settings.distributor)"
    GRUB_TIMEOUT=\(settings.timeout)
    GRUB_RECORDFAIL_TIMEOUT=\(settings.timeout)
    GRUB_CMDLINE_LINUX_DEFAULT=""
    GRUB_CMDLINE_LINUX="\(settings.kernelArguments.joined(separator: " "))"
    GRUB_TERMINAL="console serial"
    GRUB_SERIAL_COMMAND="serial --speed=115200"
    GRUB_DISABLE_OS_PROBER=true
    GRUB_DISABLE_RECOVERY=true

    """
  }

  /// `/boot/grub/grub.cfg`, which both ways of booting read: one entry a kernel, the newest first.
  public func grubConfiguration(_ kernels: [InstalledKernel]) -> String {
    let entries = kernels.map { kernel in
      let arguments = ["root=UUID=\(identity.root)", "ro"] + settings.kernelArguments
      let initramfs = kernel.hasInitramfs ? "\n  initrd /boot/initrd.img-\(kernel.release)" : ""
      return """
        menuentry '\(settings.distributor), with Linux \(kernel.release)' --id 'gnulinux-\(kernel.release)' {
          linux /boot/vmlinuz-\(kernel.release) \(arguments.joined(separator: " "))\(initramfs)
        }

        """
    }
    return """
      # Written with the disk; `update-grub` replaces it.
      serial --speed=115200
      terminal_input console serial
      terminal_output console serial
      set default=0
      set timeout=\(settings.timeout)
      search --no-floppy --fs-uuid --set=root \(identity.root)

      """ + entries.joined()
  }

  /// The stub beside the signed GRUB: finds the root and goes on with its `grub.cfg`, whatever was upgraded there.
  public var efiStub: String {
    """
    search.fs_uuid \(identity.root) root
    set prefix=($root)'/boot/grub'
    configfile $prefix/grub.cfg

    """
  }
}
