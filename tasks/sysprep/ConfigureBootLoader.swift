import Engine
import ImageTree

/// SYS-D10: no menu, a console on the screen and on the serial port, and the kernel arguments that the user adds.
let configureBootLoader = Step<Image>(
  "configure the boot loader", reads: [.distribution, .kernelConsoles, .extraKernelBootParams]
) { image in
  let consoles = try image.values.list(.kernelConsoles).map { "console=\($0)" }
  let extra = try image.values.string(.extraKernelBootParams)
  let arguments = (consoles + (extra.isEmpty ? [] : [extra])).joined(separator: " ")
  try await image.write(
    """
    GRUB_DEFAULT=0
    GRUB_TIMEOUT=5
    GRUB_DISTRIBUTOR="\(try image.values.string(.distribution).capitalized)"
    GRUB_CMDLINE_LINUX_DEFAULT=""
    GRUB_CMDLINE_LINUX=""
    GRUB_DISABLE_OS_PROBER=true

    """, to: "/etc/default/grub")
  try await image.write(
    """
    GRUB_TIMEOUT=0
    GRUB_TIMEOUT_STYLE=hidden
    GRUB_RECORDFAIL_TIMEOUT=0
    GRUB_TERMINAL="console serial"
    GRUB_SERIAL_COMMAND="serial --unit=0 --speed=115200"
    GRUB_CMDLINE_LINUX_DEFAULT="\(arguments)"

    """, to: "/etc/default/grub.d/50-cloudimg-settings.cfg")
}
