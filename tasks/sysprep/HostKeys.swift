import Engine
import ImageTree

/// SYS-14, SYS-22: SSH's keys are a machine's own: cloud-init makes them, and this unit where no cloud speaks.
let makeHostKeysAtFirstBoot = Step<Image>("make SSH's host keys at the first boot") { image in
  try await image.write(
    """
    [Unit]
    Description=Make missing SSH host keys
    After=cloud-init.service cloud-init-network.service
    Before=ssh.service
    ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key

    [Service]
    Type=oneshot
    ExecStart=/usr/bin/ssh-keygen -A

    [Install]
    WantedBy=ssh.service

    """, to: "/etc/systemd/system/ssh-host-keys.service")
  try await image.enableService("ssh-host-keys.service", "ssh.service")
  try await image.remove("/etc/ssh/ssh_host_*")
}
