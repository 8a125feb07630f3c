import Engine
import ImageTree
import Variables

/// The provider's own packages, and its flavour of the kernel in place of the base's where it needs another.
let installProviderPackages = Step<Image>(
  "install the provider's packages", reads: [.providerPackages, .kernelPackage, .providerKernelPackage]
) { image in
  try await image.installPackages(image.values.list(.providerPackages))
  let kernel = try image.values.string(.providerKernelPackage)
  let baseKernel = try image.values.string(.kernelPackage)
  guard !kernel.isEmpty, kernel != baseKernel else { return }
  let suffix = "-\(image.architecture.debianName)"
  let earlier = try await image.match("/boot/vmlinuz-*")
  try await image.installPackages([kernel + suffix])
  let packages = earlier.map { "linux-image-" + $0.dropFirst("/boot/vmlinuz-".count) }
  try await image.removePackages([baseKernel + suffix] + packages)
}
