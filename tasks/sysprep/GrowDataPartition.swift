import Engine
import ImageTree

/// IMM-2: the data partition is the last one, and takes up the disk at every boot.
let growDataPartition = Step<Image>(
  "grow the data partition at boot", when: .variable(.immutableDataPartition, is: "true"),
  reads: ImmutableSystem.variables
) { image in
  guard let data = try ImmutableSystem(image.values).data else { return }
  let program = "/usr/share/image-builder/grow-data-partition"
  try await image.write(
    """
    #!/bin/sh
    # Grows the partition that is mounted at \(data.mountPoint), and its file system.
    set -eu
    device=$(readlink -f "$(findmnt --noheadings --output SOURCE --mountpoint \(data.mountPoint))")
    about=/sys/class/block/$(basename "$device")
    if [ -e "$about/partition" ]; then
      disk=/dev/$(basename "$(dirname "$(readlink -f "$about")")")
      # It ends with 1 where there is nothing to grow.
      growpart "$disk" "$(cat "$about/partition")" || [ $? -eq 1 ]
    fi
    exec resize2fs "$device"

    """, to: program, mode: 0o755)
  try await image.write(
    """
    [Unit]
    Description=Grow the data partition
    RequiresMountsFor=\(data.mountPoint) /tmp
    Before=containerd.service

    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=\(program)

    [Install]
    WantedBy=multi-user.target

    """, to: "/etc/systemd/system/grow-data-partition.service")
  try await image.enableService("grow-data-partition.service")
}
