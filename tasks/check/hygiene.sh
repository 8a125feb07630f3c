#!/bin/sh
# shellcheck disable=SC2154 # what it is read after is set elsewhere
# What must not be in an image that strangers start. It is read after the words `pass` and `fail`, and after
#   root         where the tree lies; empty for the tree that this runs in
#   places       folders of the machine that builds, a line each: nothing in an image may name one
#   set_uid      files that may run as their owner or group, a line each: `package:/path`
#   exceptions   patterns of paths that are left alone, a line each
# Whoever reads it says these four; a rule prints what is wrong, a line each that begins with the path; a rule that cannot be answered fails.

newline='
'

# Files of the tree below some of its folders, with find's words: below 'FOLDERS' WORDS...
below() {
  folders=$1
  shift
  for folder in $folders; do
    if [ -d "$root$folder" ]; then find "$root$folder" -xdev "$@" -printf '/%P\n' | sed "s|^/|${folder%/}/|; s|/\$||"; fi
  done
}

# Those of some paths that a file of the tree's package manager lists, or that it does not list.
package_paths() {
  if [ -d "$root/var/lib/dpkg/info" ]; then
    find "$root/var/lib/dpkg/info" -name '*.list' -exec cat {} + | sed -E 's#^/(bin|sbin|lib|lib64)/#/usr/\1/#'
  fi
}

# Everything that no package brought, and everything that is there to be changed: what a build may have written.
written_files() {
  {
    package_paths | sed 's/^/p/'
    below / -type f | sed 's/^/f/'
  } | awk '
    /^p/ { packaged[substr($0, 2)] = 1; next }
    {
      path = substr($0, 2)
      if (path ~ "^/(etc|root|home|opt|srv|usr/local)/" || !(path in packaged)) print path
    }' | outside_containers | grep -vE '^/(proc|sys|dev|run)/|^/var/lib/dpkg/info/|/__pycache__/' || true
}

# What images of containers hold is their own, and known by their digests.
outside_containers() { grep -v '^/var/lib/containerd/' || true; }

# Those of the written files that have a line like this: written_with WORDS-OF-GREP...
written_with() {
  printf '%s\n' "$written" | sed "s|^|$root|" | tr '\n' '\0' |
    LC_ALL=C xargs -0 -r grep -lIE "$@" | without_root
  return 0
}

without_root() { if [ -n "$root" ]; then sed "s|^$root||"; else cat; fi; }

# Those of the written files whose path is like this.
written_named() { printf '%s\n' "$written" | grep -E "$1" || true; }

excepted() {
  printf '%s\n' "$exceptions" | {
    while IFS= read -r pattern; do
      # shellcheck disable=SC2254 # it is a pattern
      case $1 in ${pattern:-/}) exit 0 ;; esac
    done
    exit 1
  }
}

# nothing NAME RULE ARGUMENTS...: passes where a rule prints nothing.
nothing() {
  name=$1
  shift
  if ! found=$("$@" 2>&1); then
    fail "$name" "${found:-it cannot be told}"
    return
  fi
  wrong=''
  left=''
  while IFS= read -r line; do
    path=${line%%:*}
    if [ -z "$line" ]; then continue; fi
    if excepted "${path%% *}"; then left=$left$line$newline; else wrong=$wrong$line$newline; fi
  done <<EOF
$found
EOF
  if [ -n "$wrong" ]; then
    fail "$name" "$(printf '%s' "$wrong" | head -n 20)"
  elif [ -n "$left" ]; then
    pass "$name" "left alone, as hygiene_exceptions says: ${left%"$newline"}"
  else
    pass "$name"
  fi
}

# Identity

host_keys() { below /etc/ssh -name 'ssh_host_*'; }
machine_id() {
  if [ ! -e "$root/etc/machine-id" ]; then
    echo '/etc/machine-id: it is missing, and the first boot would enable every unit'
  elif [ -s "$root/etc/machine-id" ] && [ "$(cat "$root/etc/machine-id")" != uninitialized ]; then
    echo /etc/machine-id
  fi
}
other_identity() {
  below '/var/lib/dbus /var/lib/systemd' '(' -name machine-id -o -name random-seed -o -name credential.secret ')'
  below '/var/lib/dhcp /var/lib/NetworkManager' -name '*.lease*'
}
cloud_state() { below /var/lib/cloud -mindepth 1 ! -name .keep; }

# Credentials

private_keys() {
  written_with -e '-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----' -e 'PuTTY-User-Key-File-[0-9]+:' \
    -e 'AGE-SECRET-KEY-1[0-9A-Z]+'
}
authorized_keys() { written_named '/(authorized_keys2?|authorized_keys\..*)$|^/etc/ssh/authorized_keys'; }
secret_files() {
  written_named '/(\.netrc|_netrc|\.git-credentials|\.pgpass|\.vault-token|\.boto|\.s3cfg|id_(rsa|dsa|ecdsa|ed25519)(_sk)?)$'
  written_named '/\.(aws/(credentials|config|sso/.*)|azure/.*|config/gcloud/.*|oci/.*|kube/config|config/gh/hosts\.yml|gnupg/.*\.key)$'
  written_named '^/etc/kubernetes/.*\.conf$|^/etc/kubernetes/pki/|^/var/lib/kubelet/pki/'
}
registry_passwords() {
  for path in $(written_named '/(config\.json|\.dockercfg|\.dockerconfigjson|auth\.json|hosts\.toml|config\.toml|.*\.toml)$'); do
    if grep -qsaE -e '"(auth|identitytoken|registrytoken|password)"[[:space:]]*:[[:space:]]*"[^"]' \
      -e '^[[:space:]]*(password|auth|identitytoken)[[:space:]]*=[[:space:]]*"[^"]' \
      -e '[Aa]uthorization[]" ]*=' "$root$path"; then echo "$path"; fi
  done
}
package_passwords() {
  for path in $(written_named '^/etc/apt/auth\.conf(\.d/.*)?$|/\.pypirc$|/\.npmrc$|/pip\.conf$'); do
    if grep -qsaE -e '(password|_authToken|_password)[[:space:]=:]+[^[:space:]]' "$root$path"; then echo "$path"; fi
  done
}
cloud_keys() {
  written_with -e '(^|[^A-Za-z0-9/+])(AKIA|ASIA)[0-9A-Z]{16}([^A-Za-z0-9]|$)' \
    -e 'aws_(secret_access_key|session_token)[[:space:]]*[=:][[:space:]]*[^[:space:]]' \
    -e '"private_key_id"[[:space:]]*:' -e '(^|[^A-Za-z0-9])AIza[0-9A-Za-z_-]{35}([^A-Za-z0-9_-]|$)' \
    -e 'AccountKey=[A-Za-z0-9+/]{86}=='
}
tokens() {
  written_with -e '(^|[^A-Za-z0-9_])(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50,}|glpat-[A-Za-z0-9_-]{20})' \
    -e '(^|[^A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,}' -e '(^|[^A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.' \
    -e '(^|[^A-Za-z0-9])(hvs|dckr_pat|npm|pypi)[._-][A-Za-z0-9_-]{30,}'
}
# Package-owned files explain by example what an address with a password is.
addresses_with_passwords() {
  written_with -e '[a-z][a-z0-9+.-]*://[^][:space:]/@:"'"'"'<>{}$%*]+:[^][:space:]/@"'"'"'<>{}$%*]+@[A-Za-z0-9.-]+' |
    unpackaged
}
password_hashes() {
  for file in passwd shadow group gshadow; do
    if [ -f "$root/etc/$file" ]; then
      # A locked account keeps its hash behind a mark; x stands for one in the other file.
      awk -F: -v file="/etc/$file" -v shadow="$([ "$file" = shadow ] && echo yes)" '
        $2 ~ /\$/ || (shadow && $2 !~ /^[!*]/) || (!shadow && $2 != "" && $2 !~ /^[x!*]/) { print file ": " $1 }
      ' "$root/etc/$file"
    fi
  done
}

# Those of some paths that no package brought, or that it did not bring as they are.
unpackaged() {
  {
    package_paths | sed 's/^/p/'
    sed 's/^/f/'
  } | awk '/^p/ { packaged[substr($0, 2)] = 1; next } !(substr($0, 2) in packaged) { print substr($0, 2) }'
}

# What a build leaves behind

histories() {
  below '/root /home' '(' -name '.*_history' -o -name .lesshst -o -name .viminfo -o -name .wget-hsts -o -name known_hosts \
    -o -name .sudo_as_admin_successful -o -name .ansible ')'
}
logs() { below /var/log -type f -size +0; }
core_files() { below '/var/crash /var/lib/systemd/coredump' -type f; }
temporary_files() { below '/tmp /var/tmp' -mindepth 1; }
package_caches() {
  below '/var/cache/apt /var/lib/apt/lists' -type f ! -name lock
  below /var/lib/dpkg -maxdepth 1 -name '*-old'
}
package_leftovers() {
  below '/etc /usr /var/lib' -type f '(' -name '*.dpkg-old' -o -name '*.dpkg-new' -o -name '*.dpkg-tmp' -o -name '*.ucf-*' ')'
  below /etc -maxdepth 1 '(' -name 'passwd-' -o -name 'shadow-' -o -name 'group-' -o -name 'gshadow-' -o -name 'sub?id-' ')'
  below /usr/sbin -name policy-rc.d
}
proxies() {
  for path in $(written_named '^/etc/(apt/|environment|profile|systemd/|wgetrc|pip\.conf|dnf/|yum|bash\.bashrc|containerd/)|^/root/|^/home/|^/etc/default/'); do
    if grep -qsaE -e '^[^#;/]*(https?|ftp|all)_(proxy|PROXY)[[:space:]]*=[[:space:]]*["'"'"']?[^[:space:]"'"'"']' \
      -e '^[^#;/]*(HTTPS?|FTP|ALL)_PROXY[[:space:]]*=[[:space:]]*["'"'"']?[^[:space:]"'"'"']' \
      -e '^[^#/]*Acquire::(https?|ftp)::[Pp]roxy' -e '^[[:space:]]*proxy[[:space:]]*=[[:space:]]*[^[:space:]]' "$root$path"; then echo "$path"; fi
  done
}
builder_places() {
  printf '%s\n' "$places" | while IFS= read -r place; do
    if [ -n "$place" ]; then
      printf '%s\n' "$written" | sed "s|^|$root|" | tr '\n' '\0' | xargs -0 -r grep -laF -e "$place" | without_root
    fi
  done
  written_named '/(\.build-user|\.packer|packer-.*)$'
}
build_users() {
  if [ -f "$root/etc/passwd" ]; then
    awk -F: '$1 == "builder" || $1 == "packer" { print "/etc/passwd: " $1 }' "$root/etc/passwd"
  fi
  for path in $(below '/etc/sudoers.d' -type f); do
    if grep -qsE '^[^#]*(builder|packer)[^#]*NOPASSWD' "$root$path"; then echo "$path"; fi
  done
}

# Rights

set_id_files() {
  {
    printf '%s\n' "$set_uid" | sed 's/^/w/'
    if [ -d "$root/var/lib/dpkg/info" ]; then
      for list in "$root"/var/lib/dpkg/info/*.list; do
        if [ -e "$list" ]; then
          package=${list##*/}
          package=${package%.list}
          # Only the few that have a candidate are looked into.
          sed -nE "s#^/(bin|sbin|lib|lib64)/#/usr/\1/#; s|^|o${package%%:*}:|p" "$list"
        fi
      done
    fi
    below / -type f -perm /6000 | outside_containers | sed 's/^/f/'
  } | awk '
    /^w/ { wanted[substr($0, 2)] = 1; next }
    /^o/ { line = substr($0, 2); if (line in wanted) { sub(/^[^:]*:/, "", line); allowed[line] = 1 }; next }
    !(substr($0, 2) in allowed) { print substr($0, 2) ": no package that may brings it with that right" }'
}
world_writable() {
  below / '(' -type f -o -type d ! -perm -1000 ')' -perm -0002 | outside_containers
}

# Packages and units

unfinished_packages() {
  if [ -f "$root/var/lib/dpkg/status" ]; then
    awk '
      /^Package: / { package = $2 }
      /^Status: / && $0 !~ / ok (installed|config-files|not-installed)$/ { print "/var/lib/dpkg/status: " package " is " $2 " " $3 " " $4 }
      /^Triggers-(Pending|Awaited): / { print "/var/lib/dpkg/status: " package " has " tolower($1) substr($0, length($1) + 1) }
    ' "$root/var/lib/dpkg/status"
  fi
  below /var/lib/dpkg/updates -type f
}
dangling_units() {
  for link in $(below '/etc/systemd /usr/lib/systemd /usr/local/lib/systemd' -type l); do
    target=$(readlink "$root$link")
    case $target in
      /dev/null) continue ;;
      /*) place=$root$target ;;
      *) place=$root${link%/*}/$target ;;
    esac
    # A link of the tree may lead to another one that begins at its root.
    if [ ! -e "$place" ] && { [ -z "$root" ] || [ ! -L "$place" ]; }; then echo "$link: leads to $target"; fi
  done
}

written=$(written_files)

nothing 'no SSH host key' host_keys
nothing 'no machine id' machine_id
nothing 'no other identity of a machine' other_identity
nothing 'no instance of cloud-init' cloud_state
nothing 'no private key' private_keys
nothing 'no authorized key' authorized_keys
nothing 'no file of passwords and keys' secret_files
nothing 'no password of a registry' registry_passwords
nothing 'no password of a package archive' package_passwords
nothing 'no key of a cloud' cloud_keys
nothing 'no token' tokens
nothing 'no password in an address' addresses_with_passwords
nothing 'no password of an account' password_hashes
nothing 'no history' histories
nothing 'no log' logs
nothing 'no core file' core_files
nothing 'nothing temporary' temporary_files
nothing 'no cache of the package manager' package_caches
nothing 'nothing that the package manager put aside' package_leftovers
nothing 'no proxy' proxies
nothing 'nothing of the machine that built it' builder_places
nothing 'no user of the build' build_users
nothing 'no file with rights that are not expected' set_id_files
nothing 'nothing that anyone may write to' world_writable
nothing 'no package is half-installed' unfinished_packages
nothing 'no unit that leads nowhere' dangling_units
