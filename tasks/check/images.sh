#!/bin/sh
# shellcheck disable=SC2154 # what it is read after is set elsewhere
# That containerd's store has the images that a node starts from, whole, and unpacked where that was asked for. It is read after the words
# `pass` and `fail`, in the booted copy, and after
#   image_registry  where kubeadm's images are named for; empty where kubeadm is not asked
#   image_version   the version of Kubernetes
#   image_sandbox   the image of a pod's sandbox, in place of kubeadm's; empty for kubeadm's
#   image_names     further names, a line each; one that begins with `*/` is the end of a name
#   image_unpacked  whether images are unpacked

newline='
'
images() { ctr --namespace k8s.io images "$@"; }

# Every name that is wanted, a line each.
wanted_images() {
  printf '%s\n' "$image_names" | sed '/^$/d'
  if [ -n "$image_registry" ]; then
    listed=$(kubeadm config images list --kubernetes-version "$image_version" --image-repository "$image_registry") || return 1
    listed=$(printf '%s\n' "$listed" | grep "^$image_registry/") || return 1
    if [ -n "$image_sandbox" ]; then
      printf '%s\n' "$listed" | grep -v '/pause:'
      echo "$image_sandbox"
    else
      printf '%s\n' "$listed"
    fi
  fi
}

# Those of the wanted names that the store does not have whole, each with what it has: missing_images FILE-OF-WHAT-IT-HAS
missing_images() {
  printf '%s\n' "$wanted" | sed '/^$/d' | awk -v store="$1" '
    BEGIN { while ((getline line < store) > 0) { split(line, field, " "); state[field[1]] = line } }
    {
      found = ""
      if (substr($0, 1, 2) == "*/") {
        end = substr($0, 2)
        for (name in state) if (substr(name, length(name) - length(end) + 1) == end) found = state[name]
      } else if ($0 in state) {
        found = state[$0]
      } else {
        # A name without a registry or a tag is kept with both.
        for (name in state) if (name == "docker.io/" $0 || name == "docker.io/library/" $0 || name == $0 ":latest" || name == "docker.io/library/" $0 ":latest") found = state[name]
      }
      if (found == "") print $0 ": it is not there"
      else if (found !~ / complete /) print found
    }'
}

# Whether an image is one that cannot be unpacked in a sandbox: a layer deletes what is in one below, or its owners are beyond a sandbox's.
stays_packed() {
  folder=$(mktemp -d /var/tmp/image-builder-check.XXXXXX)
  images export - "$1" | tar --extract --directory="$folder"
  find "$folder/blobs" -type f -size +100c -exec sh -c 'tar --list --verbose --numeric-owner --file "$1" 2>/dev/null' sh {} ';' |
    awk '{ split($2, owner, "/"); if (owner[1] > 65535 || owner[2] > 65535 || $NF ~ /(^|\/)\.wh\./) found = 1 } END { exit !found }'
  status=$?
  rm -rf "$folder"
  return $status
}

state_file=/run/image-builder-images
if ! wanted=$(wanted_images); then
  fail 'containerd has the images asked for' "they cannot be named: $wanted"
elif ! images check >"$state_file" 2>&1; then
  fail 'containerd has the images asked for' "$(cat "$state_file")"
else
  missing=$(missing_images "$state_file")
  if [ "$(wc -l <"$state_file")" -lt 2 ]; then missing="there is no image at all$newline$missing"; fi
  if [ -n "$missing" ]; then
    fail 'containerd has the images asked for' "$missing"
  else
    pass 'containerd has the images asked for' "$wanted"
  fi
  if [ "$image_unpacked" = true ]; then
    packed=$(awk 'NR > 1 && $NF != "true" { print $1 }' "$state_file" | while read -r name; do
      if ! stays_packed "$name"; then echo "$name"; fi
    done)
    if [ -n "$packed" ]; then
      fail 'the images are unpacked' "$packed"
    else
      pass 'the images are unpacked'
    fi
  fi
fi
