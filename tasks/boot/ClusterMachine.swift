import Engine
import ImageQEMU
import Variables

/// A machine that becomes a control plane, and how it is seen that it is one.
struct ControlPlane: Encodable, Sendable {
  /// The cloud-init user data that it gets.
  let orders: String
  /// What it is checked for, in the words of `CheckWords`.
  let checks: String
  /// Its memory in MiB.
  let memory: Int
  /// How many processors it has.
  let processors: Int
  /// How many seconds it may take.
  let seconds: Int

  /// The name of the machine and of its node.
  private static let name = "control-plane"

  /// What the variables ask for; throws `Failure` where it cannot be.
  init(_ circumstances: Circumstances) throws {
    let values = circumstances.declared(
      [
        .kubernetesImagesSourceType, .kubernetesSourceType, .kubernetesLoadAdditionalImages, .kubernetesSemver,
        .kubernetesContainerRegistry, .crictlSourceType, .kubeadmCheckMemory, .kubeadmCheckProcessors,
        .kubeadmCheckTimeLimit,
      ], by: "the boot phase")
    try Self.refuseMissingImages(values)
    memory = Int(try values.bytes(.kubeadmCheckMemory) >> 20)
    processors = try values.integer(.kubeadmCheckProcessors)
    seconds = try values.integer(.kubeadmCheckTimeLimit)
    var skipped: [String] = []
    // kubeadm looks for crictl before it does anything, and gives up without it.
    if try values.string(.crictlSourceType) == "none" { skipped.append("preflight") }
    // Of what is compiled, nothing is coredns.
    if try values.string(.kubernetesImagesSourceType) == "source" { skipped.append("addon/coredns") }
    orders = try clusterOrders(
      version: values.string(.kubernetesSemver), registry: values.string(.kubernetesContainerRegistry),
      skipping: skipped, seconds: seconds)
    checks = controlPlaneChecks(seconds: seconds)
  }

  /// The same for whoever boots.
  var bootOrders: BootOrders {
    BootOrders(name: Self.name, userData: orders, memory: memory, processors: processors, seconds: seconds)
  }

  /// A machine without a network starts what it has.
  private static func refuseMissingImages(_ values: DeclaredValues) throws {
    let images = try values.string(.kubernetesImagesSourceType)
    if images == "none" {
      throw Failure(
        "boot_check is kubeadm and kubernetes_images_source_type is none: the machine has no network, so that it needs the"
          + " images of a control plane from the beginning",
        hint: "set kubernetes_images_source_type to registry, http or source")
    }
    let isHTTP = try images == "http" || images == "auto" && values.string(.kubernetesSourceType) == "http"
    if try isHTTP && !values.boolean(.kubernetesLoadAdditionalImages) {
      throw Failure(
        "boot_check is kubeadm and kubernetes_load_additional_imgs is false: the machine has no network, and etcd, coredns"
          + " and the sandbox image are not among the images that it has",
        hint: "set kubernetes_load_additional_imgs to true, or kubernetes_images_source_type to registry")
    }
  }
}
