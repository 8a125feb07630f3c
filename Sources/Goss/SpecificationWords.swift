/// The words that the script of a specification is written with; each takes the name of a check first.
///
/// A question that cannot be answered is a check that fails.
enum SpecificationWords {
  /// Their definitions, for a POSIX shell.
  static let text = #"""
    # decide NAME WANTED FOUND [DETAIL]
    decide() {
      if [ "$2" = "$3" ]; then pass "$1" "$4"; else fail "$1" "${4:-wanted $2, found ${3:-nothing}}"; fi
    }
    # answer NAME yes|no STATUS DETAIL: what a program found that ends with 0 for yes and with 1 for no.
    answer() {
      case $2$3 in
        yes0 | no1) pass "$1" ;;
        yes1 | no0) fail "$1" "$4" ;;
        *) fail "$1" "it cannot be told (status $3)" ;;
      esac
    }
    # matches plain|regex PATTERN <TEXT: whether a line of a text does.
    matches() {
      if [ "$1" = plain ]; then grep -aqF -e "$2"; else grep -aqP -e "$2"; fi
    }

    # package_is NAME yes|no PACKAGE: that another package provides it counts.
    package_is() {
      if ! found=$(dpkg-query --show --showformat='${db:Status-Status} ${Package} ${Version} ${Provides}\n' 2>&1); then
        fail "$1" "$found"
        return
      fi
      found=$(printf '%s\n' "$found" | awk -v name="$3" '
        $1 != "installed" { next }
        $2 == name { print "version " $3 }
        { for (field = 4; field <= NF; field++) { sub(/,$/, "", $field); if ($field == name) print "provided by " $2 } }')
      if [ -n "$found" ]; then decide "$1" "$2" yes "$found"; else decide "$1" "$2" no 'it is not installed'; fi
    }
    # package_has NAME PACKAGE VERSION
    package_has() {
      found=$(dpkg-query --show --showformat='${db:Status-Status} ${Version}\n' "$2" 2>&1)
      if printf '%s\n' "$found" | grep -qxF -e "installed $3"; then pass "$1"; else fail "$1" "found: $found"; fi
    }

    # file_is NAME yes|no PATH: whether there is something.
    file_is() {
      if [ -e "$3" ] || [ -L "$3" ]; then decide "$1" "$2" yes; else decide "$1" "$2" no; fi
    }
    # file_fact NAME WANTED FORMAT PATH: a fact in a format of stat.
    file_fact() { decide "$1" "$2" "$(stat --format "$3" -- "$4" 2>&1)"; }
    # file_kind NAME WANTED PATH
    file_kind() {
      found=$(stat --format %F -- "$3" 2>&1)
      case $found in
        'regular file' | 'regular empty file') found=file ;;
        'symbolic link') found=symlink ;;
        fifo) found=pipe ;;
        'character special file') found=character-device ;;
        'block special file') found=block-device ;;
      esac
      decide "$1" "$2" "$found"
    }
    # file_leads NAME TARGET PATH
    file_leads() { decide "$1" "$2" "$(readlink -- "$3" 2>&1)"; }
    # file_sum NAME PROGRAM WANTED PATH
    file_sum() {
      found=$("$2" -- "$4" 2>&1)
      decide "$1" "$3" "${found%% *}"
    }
    # file_has NAME yes|no plain|regex PATTERN PATH
    file_has() {
      if [ ! -f "$5" ]; then
        fail "$1" "there is no file $5"
        return
      fi
      matches "$3" "$4" <"$5"
      answer "$1" "$2" $? ''
    }

    # service_starts NAME yes|no UNIT: at boot.
    service_starts() {
      found=$(systemctl is-enabled "$3" 2>&1)
      service_state "$1" "$2" $?
    }
    # service_runs NAME yes|no UNIT
    service_runs() {
      found=$(systemctl is-active "$3" 2>&1)
      service_state "$1" "$2" $?
    }
    service_state() {
      case $3 in
        0) decide "$1" "$2" yes "$found" ;;
        126 | 127) fail "$1" "it cannot be told: $found" ;;
        *) decide "$1" "$2" no "$found" ;;
      esac
    }

    # run_command SECONDS COMMAND: runs it for the words that follow. /run is in memory, before boot and after.
    run_command() {
      if [ -z "$command_folder" ]; then command_folder=$(mktemp -d /run/image-builder-check.XXXXXX); fi
      timeout "$1" /bin/sh -c "$2" >"$command_folder/out" 2>"$command_folder/err" </dev/null
      command_status=$?
    }
    said() { head -c 2000 "$command_folder/out" "$command_folder/err" 2>&1 | grep -av -e '^==> .* <==$' -e '^$'; }
    # command_ends NAME STATUS
    command_ends() {
      if [ "$2" = "$command_status" ]; then pass "$1"; else fail "$1" "$(echo "it ended with status $command_status"; said)"; fi
    }
    # command_says NAME out|err yes|no plain|regex PATTERN
    command_says() {
      matches "$4" "$5" <"$command_folder/$2"
      answer "$1" "$3" $? "$(said)"
    }

    # parameter_is NAME PARAMETER VALUE: of the running kernel.
    parameter_is() { decide "$1" "$3" "$(sysctl -n -- "$2" 2>&1 | tr -s '\t ' ' ')"; }
    # Every file of kernel parameters in the order in which they are set; one in /etc stands for those of the same name.
    parameter_files() {
      for folder in /etc/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d; do
        for file in "$folder"/*.conf; do
          if [ -f "$file" ]; then printf '%s %s\n' "${file##*/}" "$file"; fi
        done
      done | LC_ALL=C sort -s -k 1,1 | awk '!seen[$1]++ { print $2 }'
    }
    # parameter_will_be NAME PARAMETER VALUE: as files say; says nothing where none does, as the kernel may know it by itself.
    parameter_will_be() {
      found=$(for file in $(parameter_files); do cat "$file"; echo; done | awk -v wanted="$2" '
        /^[ \t]*[#;]/ || !/=/ { next }
        {
          name = value = $0
          sub(/=.*/, "", name); gsub(/[ \t]/, "", name); sub(/^-/, "", name)
          sub(/[^=]*=[ \t]*/, "", value); sub(/[ \t]+$/, "", value); gsub(/[ \t]+/, " ", value)
          gsub("/", ".", name)
          if (name == wanted) last = value
        }
        END { print last }')
      if [ -n "$found" ]; then decide "$1" "$3" "$found"; fi
    }

    # port_listens NAME yes|no 4|6 tcp|udp PORT
    port_listens() {
      if ! found=$(ss -H -n -l "-$3" "--$4" "sport = :$5" 2>&1); then
        fail "$1" "$found"
      elif [ -n "$found" ]; then
        decide "$1" "$2" yes "$found"
      else
        decide "$1" "$2" no 'nothing listens'
      fi
    }

    """#
}
