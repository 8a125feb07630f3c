import Engine
import ImageSupply
import ImageTree
import Variables

/// K8S-14, K8S-15, K8S-16: the images that kubeadm names, so that a machine needs no registry to become a node. A registry
/// of ECR is one like any other here: its login is in `registry_auth_file`.
let pullKubernetesImages = Step<Image>(
  "pull the images of Kubernetes",
  reads: [.kubernetesImagesSourceType, .kubernetesSourceType, .pauseImage] + kubernetesImagesReads + registryReads
) { image in
  guard try imagesSource(image.values) == "registry" else { return }
  let sandbox = try image.values.string(.pauseImage)
  let own = try await kubernetesImages(image).filter { sandbox.isEmpty || !$0.contains("/pause:") }
  try await pullImages(own + (sandbox.isEmpty ? [] : [sandbox]), image)
}

/// K8S-5: the same from the archives beside the release binaries.
let importReleasedImages = Step<Image>(
  "import the images of Kubernetes from their release archives",
  reads: [
    .kubernetesImagesSourceType, .kubernetesSourceType, .kubernetesSemver, .kubernetesHTTPSource,
    .kubernetesLoadAdditionalImages, .kubernetesUnpackImages, .architecture,
  ],
  supplies: { circumstances in
    let values = circumstances.declared(
      [
        .kubernetesImagesSourceType, .kubernetesSourceType, .kubernetesSemver, .kubernetesHTTPSource,
        .kubernetesLoadAdditionalImages, .architecture,
      ], by: "the archives of images")
    let folder = try [
      values.string(.kubernetesHTTPSource), values.string(.kubernetesSemver), "bin/linux", values.string(.architecture),
    ].joined(separator: "/")
    return try releasedImages(values).map { name in
      download(
        "\(name)-image", from: "\(folder)/\(name).tar", checksum: .file("\(folder)/\(name).tar.sha256"), circumstances)
    }
  }
) { image in
  let names = try releasedImages(image.values)
  let files = try Dictionary(names.map { ($0, try image.supply("\($0)-image")) }) { first, _ in first }
  // Their names in the archives end with the architecture, and kubeadm's do not.
  try await image.importImages(
    files, withoutSuffix: "-\(image.values.string(.architecture))",
    unpacked: image.values.boolean(.kubernetesUnpackImages))
}

/// K8S-5: the same compiled from source, with the distribution's etcd.
let importCompiledImages = Step<Image>(
  "import the images of Kubernetes that were compiled from source",
  when: .variable(.kubernetesImagesSourceType, is: "source"), reads: [.kubernetesUnpackImages],
  supplies: { [try controlPlaneImages($0)] }
) { image in
  let files = try compiledImages.map { ($0, try image.supply("kubernetes-images/\($0).tar")) }
  try await image.importImages(
    Dictionary(files) { first, _ in first }, unpacked: image.values.boolean(.kubernetesUnpackImages))
}

/// The names of the archives to import; none where images come from elsewhere.
private func releasedImages(_ values: DeclaredValues) throws -> [String] {
  guard try imagesSource(values) == "http" else { return [] }
  let additional = try values.boolean(.kubernetesLoadAdditionalImages) ? ["coredns", "etcd", "pause"] : []
  return ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"] + additional
}

/// Where images come from, with `auto` made plain.
func imagesSource(_ values: DeclaredValues) throws -> String {
  let source = try values.string(.kubernetesImagesSourceType)
  guard source == "auto" else { return source }
  return try values.string(.kubernetesSourceType) == "http" ? "http" : "registry"
}
