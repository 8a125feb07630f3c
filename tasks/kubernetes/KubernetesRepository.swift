import Engine
import ImageSupply
import ImageTree
import Variables

/// The key that signs the packages; apt checks it from then on.
func kubernetesRepositoryKey(_ circumstances: Circumstances) throws -> Supply {
  let values = circumstances.declared([.kubernetesDebKey], by: "the key of the package repository")
  return try download(
    "kubernetes-repository-key", from: values.string(.kubernetesDebKey), checksum: .pinned, circumstances)
}

/// The package repository of the Kubernetes project, which stays known to the image's apt.
func addKubernetesRepository(_ image: Image) async throws {
  try await image.addPackageRepository(
    "kubernetes", uri: image.values.string(.kubernetesDebRepository), suites: ["/"], components: [],
    key: image.supplyText("kubernetes-repository-key"))
}
