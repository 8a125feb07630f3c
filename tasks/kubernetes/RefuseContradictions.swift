import Engine
import ImageSupply
import ImageTree
import Variables

/// Variables that cannot all be meant are an error before anything is built.
let refuseContradictions = Step<Image>(
  "refuse contradictions",
  supplies: { circumstances in
    try compare(
      circumstances.declared(
        [
          .kubernetesSourceType, .kubernetesCNISourceType, .kubernetesSemver, .kubernetesDebVersion,
          .kubernetesImagesSourceType, .kubernetesLoadAdditionalImages, .kubernetesContainerRegistry, .pauseImage,
        ], by: "the sources of Kubernetes"))
    return []
  }
) { _ in }

private func compare(_ values: DeclaredValues) throws {
  let source = try values.string(.kubernetesSourceType)
  let plugins = try values.string(.kubernetesCNISourceType)
  if source == "http", plugins == "pkg" {
    throw Failure(
      "kubernetes_source_type is http and kubernetes_cni_source_type is pkg: release binaries bring no package repository",
      hint: "set kubernetes_cni_source_type to http or distribution")
  }
  if source == "pkg", plugins != "pkg" {
    throw Failure(
      "kubernetes_source_type is pkg and kubernetes_cni_source_type is \(plugins): the kubelet's package brings CNI plugins"
        + " of its own to the same place",
      hint: "set kubernetes_cni_source_type to pkg; kubernetes_cni_deb_version chooses a version")
  }
  let (version, package) = (try values.string(.kubernetesSemver), try values.string(.kubernetesDebVersion))
  if source == "pkg", !package.hasPrefix("\(version.drop { $0 == "v" })-") {
    throw Failure(
      "kubernetes_semver is \(version), and kubernetes_deb_version, \(package), is another version",
      hint: "set only kubernetes_semver, from which the package's version follows")
  }
  try check("\(values.string(.kubernetesContainerRegistry))/pause:1", of: .kubernetesContainerRegistry)
  let sandbox = try values.string(.pauseImage)
  if !sandbox.isEmpty { try check(sandbox, of: .pauseImage) }
  let images = try values.string(.kubernetesImagesSourceType)
  if images == "source", source != "source" {
    throw Failure(
      "kubernetes_images_source_type is source and kubernetes_source_type is \(source): images are compiled from the source"
        + " that the node's own programs come from",
      hint: "set kubernetes_images_source_type to auto, or kubernetes_source_type to source")
  }
  if try values.boolean(.kubernetesLoadAdditionalImages), ["registry", "source", "none"].contains(images) {
    throw Failure(
      "kubernetes_load_additional_imgs is true, and kubernetes_images_source_type is \(images): only archives are loaded",
      hint: "set kubernetes_images_source_type to http, or leave kubernetes_load_additional_imgs out")
  }
}

/// Throws `Failure` where what a variable says does not make a name of a container image.
private func check(_ image: String, of variable: VariableName) throws {
  do throws(SupplyError) {
    _ = try ImageReference(image)
  } catch {
    throw Failure("\(variable): \(error.message)", hint: error.hint)
  }
}
