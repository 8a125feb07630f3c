import ImageChecks

/// What runs inside the booted system.
///
/// `boot_state` holds what `systemctl is-system-running` said when the boot was over.
public enum CheckScript {
  /// No unit failed and the boot came to its end.
  public static let systemRuns = """
    failed=$(systemctl --failed --plain --no-legend | awk '{ print $1 }')
    if [ -z "$failed" ]; then
      pass 'no unit failed'
    else
      fail 'no unit failed' "$(for unit in $failed; do echo "$unit"; journalctl --no-pager -b -n 5 -u "$unit"; done)"
    fi
    if [ "$boot_state" = running ]; then
      pass 'the system runs'
    else
      # Where a mount failed the boot ends in an emergency, and no unit has failed.
      fail 'the system runs' "$(echo "it is $boot_state"; journalctl --no-pager --quiet -b -p warning -n 12)"
    fi

    """

  /// The root takes up the disk, which is larger than the image.
  public static let rootGrew = grew("the root", at: "/")

  /// The file system that is mounted at `path` takes up the disk, which is larger than the image.
  ///
  /// - Parameter name: what it is called.
  public static func grew(_ name: String, at path: String) -> String {
    """
    grown_part=$(basename "$(findmnt -n -o SOURCE --mountpoint \(path))")
    grown_disk=$(basename "$(dirname "$(readlink -f "/sys/class/block/$grown_part")")")
    part_end=$(($(cat "/sys/class/block/$grown_part/start") + $(cat "/sys/class/block/$grown_part/size")))
    disk_end=$(cat "/sys/class/block/$grown_disk/size")
    part_bytes=$(($(cat "/sys/class/block/$grown_part/size") * 512))
    grown_bytes=$(($(stat -f -c '%b * %S' \(path))))
    found="partition ends at $part_end of $disk_end sectors, file system has $grown_bytes of $part_bytes bytes"
    # The last MiB holds the second partition table; ext4 counts neither its journal nor its inode tables.
    if [ $((disk_end - part_end)) -le 4096 ] && [ "$grown_bytes" -ge $((part_bytes / 10 * 9)) ]; then
      pass '\(name) grew to the disk' "$found"
    else
      fail '\(name) grew to the disk' "$found"
    fi

    """
  }

  /// Where the system finds it, from the beginning; `checks` is told in `CheckWords`.
  static let path = "/usr/share/image-builder-check"

  /// The whole script: waits for the port and for the end of the boot, sends the report, turns the machine off unless it
  /// `stays`, for others that need it.
  ///
  /// After `seconds` it does not wait for the end of the boot any longer, so that the report can tell what hangs.
  static func text(_ checks: String, within seconds: Int? = nil, stays: Bool = false) -> String {
    """
    #!/bin/sh
    export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    port=/dev/virtio-ports/\(Machine.reportPort)
    while [ ! -c "$port" ]; do sleep 0.2; done
    exec > "$port" 2> /dev/console
    boot_state=$(\(seconds.map { "timeout \($0) " } ?? "")systemctl is-system-running --wait)
    : "${boot_state:=$(systemctl is-system-running)}"
    \(CheckWords.text)
    (
    \(checks)
    finished
    )
    sleep 0.2
    exec \(stays ? "sleep infinity" : "systemctl --force --force poweroff")

    """
  }

  /// The unit that runs it, which neither waits for anything nor is stopped when the boot ends in an emergency.
  static let unit = """
    [Unit]
    Description=Image Builder's check
    DefaultDependencies=no
    IgnoreOnIsolate=yes
    After=systemd-udevd.service

    [Service]
    Type=simple
    ExecStart=/bin/sh \(path)

    """
}
