import Engine
import ImageQEMU
import TaskGraph
import Variables

/// What must be so where a system does not write everywhere; that its root grows, where it does.
func immutableChecks(_ circumstances: Circumstances) throws -> CheckScripts {
  let system = try ImmutableSystem(circumstances.declared(ImmutableSystem.variables, by: "the checks"))
  if system.doesRootGrow, system.memoryPaths.isEmpty { return CheckScripts(sealed: "", booted: CheckScript.rootGrew) }
  let places = (system.data.map { [$0.mountPoint] } ?? []) + system.persistentPaths + system.memoryPaths
  let booted =
    words + (system.isRootReadOnly ? readOnlyRoot : "") + (system.doesRootGrow ? CheckScript.rootGrew : "")
    + (system.data.map { dataPartition($0, system.persistentPaths) } ?? "")
    + system.memoryPaths.map { "is_memory \($0)\n" }.joined()
    + (system.isRootReadOnly ? nothingElse(places) : "") + services(places)
  let sealed = places.map { "succeeds 'there is a directory to mount \($0) over' test -d \($0)\n" }.joined()
  return CheckScripts(sealed: sealed + dropIns(places), booted: booted)
}

/// `option PATH NAMES` tells which of some options a mount has, `line PATH` what /etc/fstab says of it, `writes NAME PATH` tries.
private let words = """
  option() { findmnt -n -o OPTIONS --mountpoint "$1" | tr , '\\n' | grep -x -e "$2" -e "$3"; }
  line() { awk -v path="$1" '$2 == path' /etc/fstab; }
  writes() {
    if (echo proof > "$2/.image-builder-check") 2> /dev/null && rm "$2/.image-builder-check"; then
      pass "$1"
    else
      fail "$1" "nothing can be written to $2"
    fi
  }
  refuses() {
    if (echo proof > "$1/.image-builder-check") 2> /dev/null; then
      rm "$1/.image-builder-check"
      fail "nothing can be written to $1"
    else
      pass "nothing can be written to $1"
    fi
  }
  is_memory() {
    expect "$1 is in memory" tmpfs "$(findmnt -n -o FSTYPE --mountpoint "$1")"
    writes "$1 can be written to" "$1"
  }
  is_persistent() {
    expect "$2 is on the data partition" "$(findmnt -n -o SOURCE --mountpoint "$1")[/persistent$2]" \\
      "$(findmnt -n -o SOURCE --mountpoint "$2")"
    expect "$2 is mounted to be written to" rw "$(option "$2" ro rw)"
    case $(line "$2") in
      "$1/persistent$2 $2 none bind,"*"x-systemd.requires-mounts-for=$1 "*) pass "$2 is in /etc/fstab" ;;
      *) fail "$2 is in /etc/fstab" "$(line "$2")" ;;
    esac
    writes "$2 can be written to" "$2"
  }

  """

private let readOnlyRoot = """
  expect 'the root is mounted read-only' ro "$(option / ro rw)"
  case ,$(line / | awk '{ print $4 }'), in
    *,ro,*) pass 'the root is read-only in /etc/fstab' ;;
    *) fail 'the root is read-only in /etc/fstab' "$(line /)" ;;
  esac
  for place in / /usr /usr/bin /var /boot /boot/efi; do refuses "$place"; done

  """

private func dataPartition(_ data: ImmutableSystem.Data, _ paths: [String]) -> String {
  let place = data.mountPoint
  return """
    expect 'the data partition has its label' \(data.label) "$(findmnt -n -o LABEL --mountpoint \(place))"
    expect 'the data partition is ext4' ext4 "$(findmnt -n -o FSTYPE --mountpoint \(place))"
    expect 'the data partition is in /etc/fstab' LABEL=\(data.label) "$(line \(place) | awk '{ print $1 }')"
    writes 'the data partition can be written to' \(place)

    """ + CheckScript.grew("the data partition", at: place)
      + paths.map { "is_persistent \(place) \($0)\n" }.joined()
}

/// No other file system can be written to but those of the running system itself.
private func nothingElse(_ places: [String]) -> String {
  """
  others=$(findmnt -rn -o TARGET,FSTYPE,OPTIONS | awk -v known='\(places.joined(separator: " "))' '
    BEGIN { count = split(known, names, " "); for (i = 1; i <= count; i++) expected[names[i]] = 1 }
    $2 ~ /^(ext[234]|xfs|btrfs|vfat|tmpfs|overlay|ramfs)$/ && ("," $3 ",") ~ /,rw,/ && !($1 in expected) \\
      && $1 !~ /^\\/(dev|run|proc|sys)(\\/|$)/ { print $1 }')
  expect 'nothing else can be written to' '' "$others"

  """
}

private func services(_ places: [String]) -> String {
  """
  for service in \(writingServices.joined(separator: " ")); do
    [ "$(systemctl show --property LoadState --value "$service.service")" = loaded ] || continue
    waits=" $(systemctl show --property RequiresMountsFor --value "$service.service") "
    missing=$(for place in \(places.joined(separator: " ")); do case $waits in *" $place "*) ;; *) echo "$place" ;; esac; done)
    expect "$service waits for what it writes to" '' "$missing"
  done

  """
}

private func dropIns(_ places: [String]) -> String {
  writingServices.map { service in
    "succeeds '\(service) waits for what it writes to' grep -Fxq 'RequiresMountsFor=\(places.joined(separator: " "))'"
      + " /etc/systemd/system/\(service).service.d/10-writable-places.conf\n"
  }.joined()
}
