import Engine
import ImageTree
import Variables

/// Debian's minimal system, a kernel, and what boots it, from the mirror that is set or mmdebstrap's own choice.
let bootstrapDebian = Step<Image>(
  "install Debian's minimal system and a kernel",
  reads: [
    .debianSuite, .debianMirror, .debianSecurityMirror, .debianMirrorOptions, .debianComponents, .basePackages,
    .kernelPackage, .includeDocumentation,
  ]
) { image in
  let suite = try image.values.string(.debianSuite)
  let components = try image.values.list(.debianComponents)
  let kernel = "\(try image.values.string(.kernelPackage))-\(image.architecture.debianName)"
  let options = try image.values.list(.debianMirrorOptions)
  let main = DebianArchive(
    mirror: try image.values.string(.debianMirror), options: options, components: components)
  let security = DebianArchive(
    mirror: try image.values.string(.debianSecurityMirror), options: options, components: components)
  let sources = main.sources([suite, "\(suite)-updates"])
  try await image.bootstrap(
    suite: suite,
    // Without a mirror of one's own mmdebstrap chooses all of them.
    mirrors: sources.isEmpty ? [] : sources + security.sources(["\(suite)-security"]),
    components: components, packages: (image.values.list(.basePackages) + [kernel]).sorted(),
    withoutDocumentation: !image.values.boolean(.includeDocumentation))
}
