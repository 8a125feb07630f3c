/// What every command of every sandbox finds around it, on every machine.
public enum Surroundings {
  /// Enters every key: to be raised whenever anything here, or a mount of the sandbox, changes what commands see.
  public static let revision = 1

  /// What `uname -n` answers.
  public static let hostName = "image"

  /// Where commands of the host's root see the image.
  public static let imagePlace = "/run/image-builder/image"

  /// A directory of the image that is in memory and comes first in `PATH`.
  public static let programs = "/run/image-builder/bin"

  /// The whole environment of a command.
  public static func environment(sourceDateEpoch: Int64) -> [String: String] {
    [
      "PATH": "\(programs):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "HOME": "/root",
      "USER": "root",
      "LOGNAME": "root",
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
      "TERM": "dumb",
      "DEBIAN_FRONTEND": "noninteractive",
      "DEBCONF_NONINTERACTIVE_SEEN": "true",
      "DEBCONF_NOWARNINGS": "yes",
      "APT_LISTCHANGES_FRONTEND": "none",
      "NEEDRESTART_SUSPEND": "1",
      "SYSTEMD_OFFLINE": "1",
      // Byte-compiled Python holds sets in the order of their hashes.
      "PYTHONHASHSEED": "0",
      "SOURCE_DATE_EPOCH": String(sourceDateEpoch),
    ]
  }

  /// Answers for the image's kernel; what a script learns of the builder's would end in the image.
  static let uname = """
    #!/bin/sh
    # The image's kernel, never the one of the machine that builds.
    release=6.1.0
    for modules in /lib/modules/*/; do
      [ -d "$modules" ] && release=$(basename "$modules")
    done
    [ $# -gt 0 ] || set -- -s
    wanted=
    for option in "$@"; do
      case $option in
        --all) wanted=snrvmo ;;
        --kernel-name) wanted=${wanted}s ;;
        --nodename) wanted=${wanted}n ;;
        --kernel-release) wanted=${wanted}r ;;
        --kernel-version) wanted=${wanted}v ;;
        --machine) wanted=${wanted}m ;;
        --operating-system) wanted=${wanted}o ;;
        --*) exec /bin/uname "$@" ;;
        -*a*) wanted=snrvmo ;;
        -*) wanted=$wanted${option#-} ;;
      esac
    done
    line=
    for field in s n r v m p i o; do
      case $wanted in
        *$field*)
          case $field in
            s) value=Linux ;;
            n) value=\(hostName) ;;
            r) value=$release ;;
            v) value='#1 SMP' ;;
            m) value=$(/bin/uname -m) ;;
            p | i) value=unknown ;;
            o) value=GNU/Linux ;;
          esac
          line="$line${line:+ }$value"
          ;;
      esac
    done
    echo "$line"

    """
}
