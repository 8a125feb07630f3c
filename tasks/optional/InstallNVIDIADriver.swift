import Engine
import ImageTree
import TaskGraph
import Variables

/// OPT-6, OPT-7: NVIDIA's driver by its own installer, built for the image's kernel, and the licence of virtual cards, both
/// out of a storage of one's own, as NVIDIA gives them to customers alone.
let installNVIDIADriver = Step<Image>(
  "install NVIDIA's driver", when: .variable(.gpuVendor, is: "nvidia"),
  reads: [.nvidiaTokenLocation, .griddFeatureType],
  supplies: nvidiaObjects, folder: "optional"
) { image in
  let kernels = try await installDriverHeaders(image)
  let installer = "/var/tmp/nvidia-driver.run"
  try await image.copy(image.supply("nvidia-driver"), to: installer, mode: 0o755)
  for kernel in kernels {
    // Nothing of the building machine is looked at, and no module is loaded.
    try await image.run(
      "/bin/sh", installer, "--silent", "--dkms", "--kernel-name=\(kernel)", "--no-nouveau-check", "--no-x-check",
      "--tmpdir=/var/tmp")
  }
  try await image.remove(installer, "/var/log/nvidia-installer.log")
  try await expectModule("nvidia", for: kernels, of: "NVIDIA's installer", in: image)
  let token = try image.values.string(.nvidiaTokenLocation)
  if let name = token.split(separator: "/").last {
    try await image.copy(
      image.supply("nvidia-license-token"), to: "/etc/nvidia/ClientConfigToken/\(name)", mode: 0o644)
  }
  let feature = try image.values.string(.griddFeatureType)
  if !feature.isEmpty { try await image.write("FeatureType=\(feature)\n", to: "/etc/nvidia/gridd.conf") }
}

private func nvidiaObjects(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(
    [
      .nvidiaS3URL, .nvidiaCeph, .nvidiaRegion, .nvidiaBucket, .nvidiaBucketAccess, .nvidiaBucketSecret,
      .nvidiaInstallerLocation, .nvidiaInstallerChecksum, .nvidiaTokenLocation,
    ] + networkReads, by: "NVIDIA's driver")
  let installer = try values.string(.nvidiaInstallerLocation)
  let bucket = try values.string(.nvidiaBucket)
  for (name, value) in [("nvidia_bucket", bucket), ("nvidia_installer_location", installer)] where value.isEmpty {
    throw Failure(
      "gpu_vendor is nvidia, and \(name) is not set",
      hint:
        "write the bucket that has NVIDIA's installer (nvidia_bucket), and its name there (nvidia_installer_location)")
  }
  let region = try values.string(.nvidiaRegion)
  let url = try values.string(.nvidiaS3URL)
  if try values.boolean(.nvidiaCeph), url.isEmpty {
    throw Failure("gpu_nvidia_ceph is set, and nvidia_s3_url is not", hint: "write where Ceph's gateway answers")
  }
  func object(_ name: String, at place: String, checksum: String) throws -> Supply {
    try storedObject(
      name, at: url.isEmpty ? "https://s3.\(region).amazonaws.com" : url, bucket: bucket,
      object: place, checksum: checksum,
      login: ObjectLogin(
        reads: [.nvidiaBucketAccess, .nvidiaBucketSecret], name: values.secret(.nvidiaBucketAccess),
        secret: values.secret(.nvidiaBucketSecret), region: region),
      endpoint: .nvidiaS3URL, values)
  }
  let driver = try object("nvidia-driver", at: installer, checksum: values.string(.nvidiaInstallerChecksum))
  let token = try values.string(.nvidiaTokenLocation)
  return token.isEmpty ? [driver] : [driver, try object("nvidia-license-token", at: token, checksum: "")]
}
