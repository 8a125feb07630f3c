import Engine
import ImageTree

/// IMM-3: a persistent /etc is mounted before systemd starts, which reads its units and writes the machine's identity before
/// it mounts anything: otherwise units that were enabled at run time would be forgotten, and every boot would be of another machine.
let mountConfigurationEarly = Step<Image>(
  "mount a persistent /etc in the initramfs", when: .variable(.immutableDataPartition, is: "true"),
  reads: ImmutableSystem.variables
) { image in
  let system = try ImmutableSystem(image.values)
  guard system.isConfigurationPersistent, let data = system.data else { return }
  // The initramfs then checks what it mounts, and the root with it.
  try await image.write("FSTYPE=ext4\n", to: "/etc/initramfs-tools/conf.d/persistent-etc")
  try await image.write(
    """
    #!/bin/sh
    # Mounts /etc from the data partition. Without that partition the machine starts with the image's own /etc, and systemd
    # says what is missing.
    [ "$1" = prereqs ] && exit 0
    . /scripts/functions
    . /scripts/local
    data=${rootmnt}\(data.mountPoint)
    if ! local_device_setup LABEL=\(data.label) "data partition" false; then
      log_warning_msg "There is no data partition \(data.label)"
      exit 0
    fi
    checkfs "$DEV" data ext4
    if mount -t ext4 -o \(kernelOptions(data.options)) "$DEV" "$data" && [ -d "$data/persistent/etc" ]; then
      mount -o bind "$data/persistent/etc" "${rootmnt}/etc"
    else
      log_warning_msg "/etc is not on the data partition \(data.label)"
    fi

    """, to: "/etc/initramfs-tools/scripts/local-bottom/persistent-etc", mode: 0o755)
}

/// What the kernel understands of the options of /etc/fstab.
private func kernelOptions(_ options: [String]) -> String {
  let others: Set = ["auto", "defaults", "group", "owner", "user", "users", "_netdev"]
  return (["rw"] + options.filter { !others.contains($0) && !$0.hasPrefix("x-") && !$0.hasPrefix("comment=") })
    .joined(separator: ",")
}
