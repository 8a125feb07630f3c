import Engine
import ImageTree
import Variables

/// SYS-D9, SYS-3, SYS-4, SYS-5, SYS-6, SYS-8, SYS-9, SYS-10: what makes a machine itself, and is to be made anew by each one at its first boot.
let removeIdentity = Step<Image>("remove what makes a machine itself", reads: [.hostname]) { image in
  // An empty file asks systemd for an identity; a missing one would also have it enable every unit there is.
  try await image.write("", to: "/etc/machine-id", mode: 0o444)
  try await image.remove(
    "/var/lib/dbus/machine-id", "/var/lib/systemd/random-seed", "/var/lib/systemd/credential.secret")
  // DKMS signs the modules that it builds with a key of its own making; a machine that builds some makes another one.
  try await image.remove("/var/lib/dkms/mok.key", "/var/lib/dkms/mok.pub")
  let name = try image.values.string(.hostname)
  try await image.write("\(name)\n", to: "/etc/hostname")
  // Without the machine's own name: systemd's resolver of names answers for whatever it will be.
  try await image.write(
    """
    127.0.0.1 localhost
    ::1 localhost ip6-localhost ip6-loopback
    ff02::1 ip6-allnodes
    ff02::2 ip6-allrouters

    """, to: "/etc/hosts")
  try await image.remove("/var/lib/cloud/*", "/etc/udev/rules.d/70-persistent-net.rules")
  try await image.remove("/etc/cloud/cloud-init.disabled", "/var/lib/dhcp/*")
  if try await image.exists("/lib/systemd/systemd-resolved") {
    try await image.link("/etc/resolv.conf", to: "../run/systemd/resolve/stub-resolv.conf")
  }
}
