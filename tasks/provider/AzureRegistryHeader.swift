import Engine
import ImageTree
import Variables

/// CTD-13: machines of Azure tell registries of Microsoft that they are nodes of a cluster.
let nameSourceToRegistries = Step<Image>("tell registries that a node of Azure asks") { image in
  let path = "/etc/containerd/config.toml"
  let isNew = try await image.read(path).contains("[\(SandboxImageTable.version3)]\n")
  let images = isNew ? #"plugins."io.containerd.cri.v1.images""# : SandboxImageTable.version2
  try await image.append(
    "[\(images).registry.headers]\n  X-Meta-Source-Client = [\"azure/capz\"]\n", to: path)
}
