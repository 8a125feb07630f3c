import Engine
import ImageTree
import Variables

/// CTD-13: the image that holds a pod together is the one of this Kubernetes version; were it another one, kubeadm would
/// pull a second.
let nameSandboxImage = Step<Image>(
  "name the sandbox image", reads: [.pauseImage] + kubernetesImagesReads
) { image in
  let sandbox = try await sandboxImage(image)
  let path = "/etc/containerd/config.toml"
  let isNew = try await image.read(path).contains("[\(SandboxImageTable.version3)]\n")
  let table = isNew ? SandboxImageTable.version3 : SandboxImageTable.version2
  let key = isNew ? "sandbox" : "sandbox_image"
  try await image.replace("[\(table)]\n", with: "[\(table)]\n  \(key) = \"\(sandbox)\"\n", in: path)
}

/// The sandbox image: the user's, or kubeadm's; throws `Failure` where neither names one.
private func sandboxImage(_ image: Image) async throws -> String {
  let given = try image.values.string(.pauseImage)
  if !given.isEmpty { return given }
  guard let own = try await kubernetesImages(image).first(where: { $0.contains("/pause:") }) else {
    throw Failure("kubeadm names no image for a pod's sandbox", hint: "set pause_image")
  }
  return own
}
