import Engine
import ImageTree
import Variables

/// NODE-11, NODE-12: etcd's traffic goes before everything else on every network card.
let tuneEtcdTraffic = Step<Image>("give etcd's traffic priority", reads: [.externalBinaryPath]) { image in
  let script = "\(try image.values.string(.externalBinaryPath))/etcd-network-tuning.sh"
  try await image.write(
    """
    #!/bin/sh
    # Puts traffic of etcd's peers (2380) and clients (2379) into the first band of a network card.
    set -eu
    card=$1
    tc qdisc replace dev "$card" root handle 1: prio bands 3
    for direction in sport dport; do
      tc filter add dev "$card" parent 1: protocol ip prio 1 u32 match ip "$direction" 2380 0xffff flowid 1:1
      tc filter add dev "$card" parent 1: protocol ip prio 2 u32 match ip "$direction" 2379 0xffff flowid 1:1
    done

    """, to: script, mode: 0o755)
  // Not below /etc: rules of that folder go into the initramfs, which has no such script and would be made anew.
  try await image.write(
    """
    ACTION=="add", SUBSYSTEM=="net", SUBSYSTEMS=="pci|xen|vmbus|virtio", RUN+="\(script) $name"

    """, to: "/usr/lib/udev/rules.d/90-etcd-tuning.rules")
}
