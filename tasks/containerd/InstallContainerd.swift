import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-1, CTD-2, CTD-3, CTD-4, CTD-7, CTD-8, CTD-9, CTD-16: containerd and runc, from their release archives or from the
/// distribution.
let installContainerd = Step<Image>(
  "install containerd and runc",
  reads: [
    .containerdSourceType, .containerdVersion, .containerdBaseURL, .containerdServiceURL, .runcVersion, .runcBaseURL,
    .architecture,
  ],
  supplies: containerdReleases
) { image in
  guard try image.values.string(.containerdSourceType) == "release" else {
    try await image.installPackages(["containerd", "libseccomp2", "runc"])
    return
  }
  try await image.installPackages(["libseccomp2"])
  try await image.unpack(image.supply("containerd"), into: "/usr/local")
  try await image.copy(image.supply("containerd.service"), to: "/etc/systemd/system/containerd.service")
  try await image.copy(image.supply("runc"), to: "/usr/local/sbin/runc", mode: 0o755)
  try await image.link("/usr/bin/ctr", to: "/usr/local/bin/ctr")
  try await image.enableService("containerd.service")
}

/// The release files of containerd and runc, each with the checksum that its project publishes beside it.
private func containerdReleases(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(installContainerd.reads, by: installContainerd.name)
  guard try values.string(.containerdSourceType) == "release" else { return [] }
  let architecture = try values.string(.architecture)
  let archive =
    "\(try values.string(.containerdBaseURL))/containerd-\(try values.string(.containerdVersion))-linux-\(architecture).tar.gz"
  let runc = "\(try values.string(.runcBaseURL))/runc.\(architecture)"
  return [
    try download("containerd", from: archive, checksum: .file("\(archive).sha256sum"), in: circumstances),
    try download("containerd.service", from: values.string(.containerdServiceURL), checksum: .pinned, in: circumstances),
    try download(
      "runc", from: runc, checksum: .list("\(try values.string(.runcBaseURL))/runc.sha256sum"), in: circumstances),
  ]
}
