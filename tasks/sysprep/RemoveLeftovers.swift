import Engine
import ImageTree

/// SYS-D5, SYS-D8, SYS-7, SYS-11, SYS-16, SYS-17, SYS-19: what building left behind.
let removeLeftovers = Step<Image>("remove what building left") { image in
  try await image.remove(
    "/etc/apt/apt.conf.d/90proxy", "/var/cache/apt/*.bin", "/var/cache/apt/archives/*", "/var/lib/apt/lists/*",
    "/var/cache/debconf/*-old", "/var/cache/ldconfig/aux-cache", "/var/cache/man/*", "/var/backups/*",
    "/var/lib/dpkg/*-old", "/var/lib/ucf/*.[0-9]", "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-",
    "/etc/subuid-",
    "/etc/subgid-", "/usr/sbin/policy-rc.d", "/var/lib/chrony/*", "/swapfile", "/swap.img",
    "/mnt/resource/swapfile")
  try await image.remove(
    "/tmp/*", "/tmp/.[!.]*", "/var/tmp/*", "/var/tmp/.[!.]*", "/run/*",
    "/var/log/apt/*", "/var/log/journal/*", "/var/log/audit/*", "/var/log/cloud-init*.log", "/var/crash/*",
    "/var/lib/systemd/coredump/*", initramfsStamp)
  // Old logs go, current ones are emptied, as their owners and modes are the packages' own.
  try await image.runScript(
    """
    find /var/log -type f \\( -name '*[0-9]' -o -name '*z' \\) -delete
    find /var/log -type f -name '*.log' -size +0 -exec truncate --size 0 {} +
    """)
  for record in ["wtmp", "btmp", "lastlog"] where try await image.exists("/var/log/\(record)") {
    try await image.write("", to: "/var/log/\(record)", mode: record == "btmp" ? 0o660 : 0o664)
  }
}
