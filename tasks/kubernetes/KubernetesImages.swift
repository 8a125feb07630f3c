import Engine
import ImageTree
import Variables

/// What `kubernetesImages` reads.
let kubernetesImagesReads: [VariableName] = [.kubernetesSemver, .kubernetesContainerRegistry]

/// K8S-15: the images that kubeadm of this version runs a control plane from; it needs no network to tell.
func kubernetesImages(_ image: Image) async throws -> [String] {
  let version = try image.values.string(.kubernetesSemver)
  let registry = try image.values.string(.kubernetesContainerRegistry)
  let told = try await image.run(
    "kubeadm", "config", "images", "list", "--kubernetes-version", version, "--image-repository", registry)
  // Warnings come on the same stream in some versions.
  return told.split(separator: "\n").map(String.init).filter { $0.hasPrefix("\(registry)/") }
}
