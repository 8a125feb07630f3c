import Engine
import ImageTree

/// What a driver's module is built with, for each kernel of the image; returns the kernels.
func installDriverHeaders(_ image: Image, besides more: [String] = []) async throws -> [String] {
  let kernels = try await image.list("/lib/modules")
  guard !kernels.isEmpty else {
    throw Failure(
      "there is no kernel in the image that a driver could be built for", hint: "set kernel_package in the base")
  }
  try await image.installPackages(["build-essential", "dkms"] + kernels.map { "linux-headers-\($0)" } + more)
  return kernels
}

/// Throws `Failure` where an installer ended well and left no module of this name for a kernel.
func expectModule(_ module: String, for kernels: [String], of installer: String, in image: Image) async throws {
  for kernel in kernels {
    let found = try await image.query("find /lib/modules/\(kernel)/ -name '\(module).ko*'")
    guard found.isEmpty else { continue }
    throw Failure(
      "\(installer) has left no module \(module) for the kernel \(kernel)",
      hint: "`image-builder log` shows what it said; a driver has to know the kernel's version")
  }
}
