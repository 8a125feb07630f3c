import Engine
import ImageTree
import Variables

/// The distribution's minimal system, a kernel, and what boots it, from the archive that is set or mmdebstrap's own choice.
let bootstrapSystem = Step<Image>(
  "install the minimal system and a kernel",
  reads: [
    .archiveSuite, .archiveMirror, .archiveSecurityMirror, .archiveOptions, .archiveKeyring, .archivePockets,
    .archiveComponents, .basePackages, .storagePackages, .refusedPackages, .kernelPackage, .includeDocumentation,
  ]
) { image in
  let suite = try image.values.string(.archiveSuite)
  let components = try image.values.list(.archiveComponents)
  let keyring = try image.values.string(.archiveKeyring)
  let options = try image.values.list(.archiveOptions) + (keyring.isEmpty ? [] : ["signed-by=\(keyring)"])
  let main = PackageArchive(
    mirror: try image.values.string(.archiveMirror), options: options, components: components)
  let security = PackageArchive(
    mirror: try image.values.string(.archiveSecurityMirror), options: options, components: components)
  let sources = main.sources([suite] + (try image.values.list(.archivePockets)).map { "\(suite)-\($0)" })
  let kernel = try image.values.string(.kernelPackage)
  try await image.bootstrap(
    suite: suite,
    // Without a mirror of one's own mmdebstrap chooses all of them.
    mirrors: sources.isEmpty ? [] : sources + security.sources(["\(suite)-security"]),
    components: components,
    packages: (image.values.list(.basePackages) + image.values.list(.storagePackages) + [kernel]).sorted(),
    refusing: image.values.list(.refusedPackages),
    withoutDocumentation: !image.values.boolean(.includeDocumentation))
}
