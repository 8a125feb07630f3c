import Engine
import ImageSandbox
import ImageSupply
import ImageTree
import TaskGraph
import Variables

/// OPT-5: AMD's driver by its own installer, which names AMD's package repositories to apt and takes from there what a use
/// case needs; its module is built for the image's kernel.
let installAMDDriver = Step<Image>(
  "install AMD's driver", when: .variable(.gpuVendor, is: "amd"),
  reads: [.amdUseCase, .distributionName],
  supplies: { circumstances in
    let values = circumstances.declared([.amdVersion, .amdDebVersion, .amdDebURL], by: "AMD's driver")
    let versions = [
      ("amd_version", try values.string(.amdVersion)), ("amd_deb_version", try values.string(.amdDebVersion)),
    ]
    for (name, version) in versions where version.isEmpty {
      throw Failure(
        "gpu_vendor is amd, and \(name) is not set",
        hint: "write the release of amdgpu-install, such as amd_version 6.4.2 and amd_deb_version 6.4.60402-1")
    }
    return [try download("amdgpu-install", from: values.string(.amdDebURL), checksum: .pinned, circumstances)]
  }, folder: "optional"
) { image in
  // What Debian keeps with the kernel is a package of its own in Ubuntu.
  let modules = try await image.list("/lib/modules").map { "linux-modules-extra-\($0)" }
  let isUbuntu = try image.values.string(.distributionName) == "Ubuntu"
  let kernels = try await installDriverHeaders(image, besides: ["clinfo", "rocminfo"] + (isUbuntu ? modules : []))
  for group in ["render", "video"] { try await image.run("usermod", "--append", "--groups", group, "root") }
  let package = "/var/tmp/amdgpu-install.deb"
  try await image.copy(image.supply("amdgpu-install"), to: package)
  for words in [["update"], ["--yes", "install", package], ["update"]] {
    try await image.run(SandboxCommand(["apt-get"] + words, network: true))
  }
  try await image.remove(package)
  try await image.run(
    "amdgpu-install", "--accept-eula", "-y", "--usecase=\(image.values.string(.amdUseCase))", network: true)
  if try image.values.string(.amdUseCase).split(separator: ",").contains("dkms") {
    try await expectModule("amdgpu", for: kernels, of: "amdgpu-install", in: image)
  }
}
