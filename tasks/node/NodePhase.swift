import Engine
import ImageTree

/// What every Kubernetes node needs of its operating system, whatever runs on it: the role `node`.
let node: [Step<Image>] = [
  maskPackageTimers,
  loadKernelModules,
  setKernelParameters,
  turnOffSwap,
  quietNFS,
  enableAuditing,
  keepTime,
  tuneEtcdTraffic,
]
