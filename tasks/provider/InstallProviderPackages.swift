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
  let earlier = try await image.match("/boot/vmlinuz-*")
  try await image.installPackages([kernel])
  // Ubuntu's flavours may be of one kernel that differs in its modules alone.
  guard try await image.match("/boot/vmlinuz-*") != earlier else {
    return try await image.removePackages([baseKernel])
  }
  let installed = try await image.installedPackages()
  let parts = earlier.flatMap { path in
    let release = path.dropFirst("/boot/vmlinuz-".count)
    return ["image", "modules", "modules-extra"].map { "linux-\($0)-\(release)" }.filter { installed[$0] != nil }
  }
  try await image.removePackages([baseKernel] + parts)
}
