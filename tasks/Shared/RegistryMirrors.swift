import Engine
import ImageSupply
import Variables

/// The mirrors of `containerd_registry_mirrors` by the names of their registries; throws `Failure` where one is none.
func registryMirrors(_ values: DeclaredValues) throws -> [String: RegistryMirror] {
  try values.map(.containerdRegistryMirrors).reduce(into: [:]) { mirrors, entry in
    let (registry, address) = entry
    let isName =
      registry == RegistryMirror.everyRegistry
      || ((try? ImageReference("\(registry)/image"))?.registry == registry && !registry.contains("/"))
    guard isName else {
      throw Failure(
        "containerd_registry_mirrors names `\(registry)`, which is no name of a registry",
        hint: "names are like registry.k8s.io, docker.io or registry.example.com:5000, without https:// and path")
    }
    do throws(SupplyError) {
      mirrors[registry] = try RegistryMirror(address)
    } catch {
      throw Failure("containerd_registry_mirrors: \(error.message), which \(registry) could have", hint: error.hint)
    }
  }
}
