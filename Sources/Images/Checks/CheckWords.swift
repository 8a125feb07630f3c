/// The words that checks are written with, for a POSIX shell.
public enum CheckWords {
  /// `pass NAME [DETAIL]`, `fail NAME [DETAIL]`; `expect NAME WANTED FOUND` compares; `succeeds NAME COMMAND...` runs a
  /// command whose output is the detail. What they print is a `CheckReport`, once `finished` has told how many there were.
  public static let text = """
    check_count=0
    say() {
      check_count=$((check_count + 1))
      printf '%s %s - %s\\n' "$1" "$check_count" "$2"
      [ -z "$3" ] || printf '%s\\n' "$3" | sed 's/^/# /'
    }
    pass() { say ok "$1" "$2"; }
    fail() { say 'not ok' "$1" "$2"; }
    expect() {
      if [ "$2" = "$3" ]; then pass "$1" "$3"; else fail "$1" "wanted $2, found ${3:-nothing}"; fi
    }
    succeeds() {
      check_name=$1
      shift
      if check_output=$("$@" 2>&1); then pass "$check_name" "$check_output"; else fail "$check_name" "$check_output"; fi
    }
    finished() { printf '1..%s\\n' "$check_count"; }

    """
}
