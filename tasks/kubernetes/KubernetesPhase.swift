import Engine
import ImageTree

/// Kubernetes itself, and whatever names its version: the role `kubernetes`.
let kubernetes: [Step<Image>] = [
  refuseContradictions,
  installKubernetesPackages,
  installKubernetesReleases,
  installKubernetesFromSource,
  installCNIPackage,
  installCNIRelease,
  installCNIFromDistribution,
  installCrictl,
  configureKubelet,
  sizeSystemResources,
  nameSandboxImage,
  importReleasedImages,
  importCompiledImages,
  pullKubernetesImages,
  completeCommands,
  nameKubernetesVersion,
]
