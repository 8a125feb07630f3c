import Engine
import ImageTree

/// Kubernetes itself, and whatever names its version: the role `kubernetes`.
let kubernetes: [Step<Image>] = [
  installKubernetes,
  installCNIPlugins,
  installCrictl,
  configureKubelet,
  completeCommands,
  nameKubernetesVersion,
]
