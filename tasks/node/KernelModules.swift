import Engine
import ImageTree

/// NODE-2: what overlay mounts of containers and bridged pods need is loaded at boot.
let loadKernelModules = Step<Image>("load kernel modules at boot") { image in
  try await image.write("overlay\nbr_netfilter\n", to: "/etc/modules-load.d/kubernetes.conf")
}
