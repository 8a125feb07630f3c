import Engine
import ImageTree
import Variables

/// The provider's own packages.
let installProviderPackages = Step<Image>("install the provider's packages", reads: [.providerPackages]) { image in
  try await image.installPackages(image.values.list(.providerPackages))
}

/// The provider's flavour of the kernel in place of the base's, where it needs another.
let installProviderKernel = Step<Image>(
  "install the provider's kernel", reads: [.kernelPackage, .providerKernelPackage]
) { image in
  let kernel = try image.values.string(.providerKernelPackage)
  let baseKernel = try image.values.string(.kernelPackage)
  guard !kernel.isEmpty, kernel != baseKernel else { return }
  let suffix = "-\(image.architecture.debianName)"
  let earlier = try await image.match("/boot/vmlinuz-*")
  try await image.installPackages([kernel + suffix])
  let packages = earlier.map { "linux-image-" + $0.dropFirst("/boot/vmlinuz-".count) }
  try await image.removePackages([baseKernel + suffix] + packages)
}
