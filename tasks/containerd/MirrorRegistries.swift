import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-12: which mirrors containerd asks before registries, as it reads them from the folder of each registry.
let mirrorRegistries = Step<Image>(
  "name mirrors of registries", when: .isSet(.containerdRegistryMirrors), reads: [.containerdRegistryMirrors],
  supplies: { circumstances in
    _ = try registryMirrors(circumstances.declared([.containerdRegistryMirrors], by: "the mirrors of registries"))
    return []
  }
) { image in
  for (registry, mirror) in try registryMirrors(image.values).sorted(by: { $0.key < $1.key }) {
    try await image.write(
      hostsFile(of: registry, mirror), to: "/etc/containerd/certs.d/\(registry)/hosts.toml")
  }
}

/// What containerd is told of a registry: where it is, and that a mirror is asked first.
func hostsFile(of registry: String, _ mirror: RegistryMirror) -> String {
  // Docker Hub answers under another name than its images have.
  let host = registry == "docker.io" ? "registry-1.docker.io" : registry
  let server = registry == RegistryMirror.everyRegistry ? "" : "server = \"https://\(host)\"\n\n"
  // With a path of its own the address says all of it.
  let address = mirror.hasPath ? mirror.address : String(mirror.address.dropLast("/v2".count))
  return server + "[host.\"\(address)\"]\n  capabilities = [\"pull\", \"resolve\"]\n"
    + (mirror.hasPath ? "  override_path = true\n" : "")
}
