import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-1, CTD-2, CTD-3, CTD-4, CTD-7, CTD-8, CTD-9, CTD-15, CTD-16: containerd and runc from their release archives, which
/// a machine starts at boot.
let installContainerdReleases = Step<Image>(
  "install containerd and runc from their releases", when: .variable(.containerdSourceType, is: "release"),
  reads: containerdReleaseReads,
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
  let values = circumstances.declared(containerdReleaseReads, by: "containerd's releases")
  let architecture = try values.string(.architecture)
  let name = "containerd-\(try values.string(.containerdVersion))-linux-\(architecture).tar.gz"
  let given = try values.string(.containerdURL)
  let archive = given.isEmpty ? "\(try values.string(.containerdBaseURL))/\(name)" : given
  let digits = try values.string(.containerdSHA256)
  return [
    download(
      "containerd-archive", from: archive,
      checksum: digits.isEmpty ? .file("\(archive).sha256sum") : .sha256(digits), circumstances),
    try download("containerd-unit", from: values.string(.containerdServiceURL), checksum: .pinned, circumstances),
    try runcBinary(values, circumstances),
  ]
}

private func runcBinary(_ values: DeclaredValues, _ circumstances: Circumstances) throws -> Supply {
  let folder = try values.string(.runcBaseURL)
  let given = try values.string(.runcURL)
  let binary = given.isEmpty ? "\(folder)/runc.\(try values.string(.architecture))" : given
  let sums = try values.string(.runcChecksumURL)
  let beside = binary.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  return download(
    "runc-binary", from: binary, checksum: .list(sums.isEmpty ? "\(beside)/runc.sha256sum" : sums), circumstances)
}

private let containerdReleaseReads: [VariableName] = [
  .containerdVersion, .containerdBaseURL, .containerdURL, .containerdSHA256, .containerdServiceURL, .runcBaseURL,
  .runcURL, .runcChecksumURL, .architecture,
]
