import Engine
import TaskGraph
import Variables

/// The images that every node of a control plane runs, of Kubernetes' own version.
private let controlPlane = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"]

/// What a booted copy is asked of the images of containers that it should have; nothing where it should have none.
func containerImageChecks(_ circumstances: Circumstances) throws -> String {
  let values = circumstances.declared(
    [
      .kubernetesImagesSourceType, .kubernetesSourceType, .kubernetesSemver, .kubernetesContainerRegistry, .pauseImage,
      .kubernetesUnpackImages, .loadAdditionalComponents, .additionalRegistryImages,
      .additionalRegistryImagesList, .additionalURLImages,
    ], by: "the checks")
  let version = try values.string(.kubernetesSemver)
  var names: [String] = []
  var registry = ""
  switch try imagesSource(values) {
  case "registry": registry = try values.string(.kubernetesContainerRegistry)
  case "http", "source":
    // Archives of a release name a registry of their own.
    names = controlPlane.map { "*/\($0):\(version)" }
  default: break
  }
  let isAdding = try values.boolean(.loadAdditionalComponents)
  if try isAdding && values.boolean(.additionalRegistryImages) {
    names += try values.list(.additionalRegistryImagesList)
  }
  // What archives from the network call their images is not known before they are there.
  let hasArchives = try isAdding && values.boolean(.additionalURLImages)
  guard !names.isEmpty || !registry.isEmpty || hasArchives else { return "" }
  return assignment("image_registry", [registry]) + "\n" + assignment("image_version", [version]) + "\n"
    + assignment("image_sandbox", [try values.string(.pauseImage)]) + "\n" + assignment("image_names", names) + "\n"
    + "image_unpacked=\(try values.boolean(.kubernetesUnpackImages))\n"
    + String(decoding: PackageResources.images_sh, as: UTF8.self)
}
