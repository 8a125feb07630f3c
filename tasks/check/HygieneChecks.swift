import ImageTree

extension Audit {
  /// What must not be in an image that strangers start.
  func hygieneChecks() async throws -> [Finding] {
    [
      nothing("no SSH host key", try await image.match("/etc/ssh/ssh_host_*")),
      try await succeeds("no machine id", "test -e /etc/machine-id && ! test -s /etc/machine-id"),
      try await finds("no machine id of D-Bus", "ls -d /var/lib/dbus/machine-id /var/lib/systemd/random-seed"),
      try await finds("no instance of cloud-init", "ls -A /var/lib/cloud"),
      try await finds("no core file", "find /var/crash /var/lib/systemd/coredump -type f"),
      try await finds("no authorized key", "find /root /home -name 'authorized_keys*'"),
      try await finds("no password", "awk -F: '$2 !~ /^[!*]/ { print $1 }' /etc/shadow"),
      try await finds("no history", "find /root /home -name '.*_history' -o -name .lesshst -o -name .viminfo"),
      try await finds("no log", "find /var/log -type f -size +0"),
      try await finds(
        "no cache of the package manager",
        "find /var/cache/apt /var/lib/apt/lists -type f ! -name lock; ls -d /etc/apt/apt.conf.d/90proxy"),
      try await finds("nothing temporary", "find /var/tmp -mindepth 1"),
      try await finds(
        "no private key", "grep -rlsI -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' /etc /root /home /opt /srv /usr/local"),
      try await finds(
        "nothing that anyone may write to", "find / -xdev -type f -perm -0002 -not -path '/proc/*' -not -path '/sys/*'"),
      try await finds("no unit that leads nowhere", "find /etc/systemd/system -xtype l -not -lname /dev/null"),
    ]
  }

  /// A finding that passes where a script of the image's shell prints nothing.
  private func finds(_ name: String, _ script: String) async throws -> Finding {
    nothing(
      name, try await image.query("{ \(script); } 2>/dev/null || true").split(separator: "\n").map(String.init))
  }
}
