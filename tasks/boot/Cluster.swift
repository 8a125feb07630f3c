import Engine
import ImageQEMU
import Variables

/// The machines that copies of one disk become, as `boot_check` asks for it.
enum Cluster {
  /// Its control plane, and a worker that joins it where the check is `cluster`; none where it is `ordinary`.
  ///
  /// Throws `Failure` where the images of a control plane are not in the image, and where kubeadm is too old.
  static func machines(_ circumstances: Circumstances) throws -> [ClusterMachine] {
    let check = try circumstances.declared([.bootCheck], by: "the boot phase").string(.bootCheck)
    guard check != "ordinary" else { return [] }
    let values = circumstances.declared(
      [
        .kubernetesImagesSourceType, .kubernetesSourceType, .kubernetesLoadAdditionalImages, .kubernetesSemver,
        .kubernetesContainerRegistry, .crictlSourceType, .kubeadmCheckMemory, .kubeadmCheckProcessors,
        .kubeadmCheckTimeLimit,
      ], by: "the boot phase")
    try refuseMissingImages(values, for: check)
    let memory = Int(try values.bytes(.kubeadmCheckMemory) >> 20)
    let processors = try values.integer(.kubeadmCheckProcessors)
    let seconds = try values.integer(.kubeadmCheckTimeLimit)
    let configuration = try KubeadmConfiguration(
      version: values.string(.kubernetesSemver), registry: values.string(.kubernetesContainerRegistry),
      seconds: seconds, check: check)
    // kubeadm looks for crictl before it does anything, and gives up without it.
    let preflight = try values.string(.crictlSourceType) == "none" ? ["preflight"] : []
    // Of what is compiled, nothing is coredns.
    let coredns = try values.string(.kubernetesImagesSourceType) == "source" ? ["addon/coredns"] : []
    let roles: [(role: ClusterRole, skipped: [String], checks: String)] = [
      (.controlPlane, preflight + coredns, ClusterChecks.controlPlane(seconds: seconds, joined: check == "cluster")),
      (.worker, preflight, ClusterChecks.worker(seconds: seconds)),
    ]
    return roles.prefix(check == "cluster" ? 2 : 1).map { role, skipped, checks in
      let orders = BootOrders(
        name: role.rawValue, userData: role.orders(configuration, skipping: skipped), memory: memory,
        processors: processors, seconds: seconds)
      return ClusterMachine(orders: orders, checks: checks)
    }
  }

  /// A machine without a network starts what it has.
  private static func refuseMissingImages(_ values: DeclaredValues, for check: String) throws {
    let images = try values.string(.kubernetesImagesSourceType)
    if images == "none" {
      throw Failure(
        "boot_check is \(check) and kubernetes_images_source_type is none: the machine has no network, so that it needs the"
          + " images of a control plane from the beginning",
        hint: "set kubernetes_images_source_type to registry, http or source")
    }
    let isHTTP = try images == "http" || images == "auto" && values.string(.kubernetesSourceType) == "http"
    if try isHTTP && !values.boolean(.kubernetesLoadAdditionalImages) {
      throw Failure(
        "boot_check is \(check) and kubernetes_load_additional_imgs is false: the machine has no network, and etcd, coredns"
          + " and the sandbox image are not among the images that it has",
        hint: "set kubernetes_load_additional_imgs to true, or kubernetes_images_source_type to registry")
    }
  }
}
