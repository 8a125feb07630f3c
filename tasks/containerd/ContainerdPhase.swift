import Engine
import ImageTree

/// The container runtime and its configuration: the role `containerd`.
let containerd: [Step<Image>] = [
  installContainerdReleases,
  installContainerdFromDistribution,
  overrideContainerdUnit,
  installGvisor,
  installWasmRuntimes,
  configureContainerd,
  mirrorRegistries,
  pointCrictlAtContainerd,
]
