import Engine
import ImageTree

/// What must not start before it can write: the units of the two families of cloud-init, and those of a node.
let writingServices = [
  "cloud-init-local", "cloud-init-main", "cloud-init-network", "cloud-init", "cloud-config", "cloud-final",
  "containerd", "kubelet", "ssh", "sshd",
]

/// IMM-6: services wait for the directories that they write to.
let waitForWritablePlaces = Step<Image>(
  "have services wait for what they write to", reads: ImmutableSystem.variables
) { image in
  let system = try ImmutableSystem(image.values)
  let places = (system.data.map { [$0.mountPoint] } ?? []) + system.persistentPaths + system.memoryPaths
  guard !places.isEmpty else { return }
  for service in writingServices {
    try await image.write(
      "[Unit]\nRequiresMountsFor=\(places.joined(separator: " "))\n",
      to: "/etc/systemd/system/\(service).service.d/10-writable-places.conf")
  }
}
