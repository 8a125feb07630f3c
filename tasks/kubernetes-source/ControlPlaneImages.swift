import Engine
import ImageSandbox
import ImageTree
import SystemPackage
import TaskGraph
import Variables

/// The images that a control plane runs from, of the programs that the source has and of the distribution's etcd: one file
/// for each, as `docker save` writes it, under the name that kubeadm of this version looks for.
///
/// coredns is not among them: neither the source nor the distribution has it.
func controlPlaneImages(_ circumstances: Circumstances) throws -> Supply {
  let reads = sourceReads + [.kubernetesContainerRegistry]
  let values = circumstances.declared(reads, by: sourceCodeFolder)
  return Supply(
    "kubernetes-images", fields: try circumstances.fields(folder: sourceCodeFolder, reads: reads), reads: reads,
    supplies: try sourceSupplies(circumstances) + [kubernetesBinaries(circumstances)]
  ) { context in
    let layer = try await makeLayer(context, values) { image in
      let cache = try context.compilerCache("go")
      context.reporter.step("fetch the source of Kubernetes")
      _ = try await fetchSource(image)
      context.reporter.step("generate the description of its API")
      try await generateOpenAPI(image, cache: cache)
      context.reporter.step("compile the control plane")
      try await compile(kubernetesComponents, image, cache: cache)
      try await compilePause(image, cache: cache)
      context.reporter.step("install etcd, and what kube-proxy calls")
      try await image.installPackages(["conntrack", "etcd-server", "iptables"])
      context.reporter.step("make the images")
      try context.makeFiles()
      for (program, name) in try await imageNames(image) {
        try await packImage(of: program, as: name, image)
        try await image.copyOut("\(imageFolder)/\(program).tar", to: context.files.appending("\(program).tar"))
      }
    }
    return .artifacts(facts: layer.facts)
  }
}

/// What kubeadm calls the image of each program; throws `Failure` where it wants one that is none of the compiled ones.
private func imageNames(_ image: Image) async throws -> [(program: String, name: String)] {
  try await image.copy(image.supply("kubernetes-binaries/kubeadm"), to: "/go/bin/kubeadm", mode: 0o755)
  let told = try await image.run(
    "/go/bin/kubeadm", "config", "images", "list", "--kubernetes-version", image.values.string(.kubernetesSemver),
    "--image-repository", image.values.string(.kubernetesContainerRegistry))
  return try compiledImages.map { program in
    let names = told.split(separator: "\n").filter { $0.contains("/\(program):") }
    guard let name = names.first else { throw Failure("kubeadm names no image of \(program)") }
    return (program, String(name))
  }
}
