import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-1, CTD-2, CTD-3, CTD-4, CTD-7, CTD-8, CTD-9, CTD-16: containerd and runc from their release archives.
let installContainerdReleases = Step<Image>(
  "install containerd and runc from their releases", when: .variable(.containerdSourceType, is: "release"),
  reads: [.containerdVersion, .containerdBaseURL, .containerdServiceURL, .runcBaseURL, .architecture],
  supplies: containerdReleases
) { image in
  try await image.installPackages(["libseccomp2"])
  try await image.unpack(image.supply("containerd-archive"), into: "/usr/local")
  try await image.copy(image.supply("containerd-unit"), to: "/etc/systemd/system/containerd.service")
  try await image.copy(image.supply("runc-binary"), to: "/usr/local/sbin/runc", mode: 0o755)
  try await image.link("/usr/bin/ctr", to: "/usr/local/bin/ctr")
  try await image.enableService("containerd.service")
}

/// CTD-1: the same from the distribution.
let installContainerdFromDistribution = Step<Image>(
  "install containerd and runc of the distribution", when: .variable(.containerdSourceType, is: "distribution")
) { image in
  try await image.installPackages(["containerd", "libseccomp2", "runc"])
}

/// The release files of containerd and runc, each with the checksum that its project publishes.
private func containerdReleases(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(
    [.containerdVersion, .containerdBaseURL, .containerdServiceURL, .runcBaseURL, .architecture],
    by: "containerd's releases")
  let architecture = try values.string(.architecture)
  let name = "containerd-\(try values.string(.containerdVersion))-linux-\(architecture).tar.gz"
  let archive = "\(try values.string(.containerdBaseURL))/\(name)"
  let runc = try values.string(.runcBaseURL)
  return [
    try download("containerd-archive", from: archive, checksum: .file("\(archive).sha256sum"), circumstances),
    try download("containerd-unit", from: try values.string(.containerdServiceURL), checksum: .pinned, circumstances),
    try download(
      "runc-binary", from: "\(runc)/runc.\(architecture)", checksum: .list("\(runc)/runc.sha256sum"), circumstances),
  ]
}
