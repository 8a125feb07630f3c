import Engine
import ImageTree
import Variables

/// Debian's minimal system, a kernel, and what boots it, from the mirror that is set or mmdebstrap's own choice.
let bootstrapDebian = Step<Image>(
  "install Debian's minimal system and a kernel",
  reads: [
    .debianSuite, .debianMirror, .debianSecurityMirror, .debianComponents, .basePackages, .kernelPackage,
    .includeDocumentation,
  ]
) { image in
  let suite = try image.values.string(.debianSuite)
  let components = try image.values.list(.debianComponents)
  let kernel = "\(try image.values.string(.kernelPackage))-\(image.architecture.debianName)"
  try await image.bootstrap(
    suite: suite,
    mirrors: sources(
      of: suite, components: components, mirror: image.values.string(.debianMirror),
      security: image.values.string(.debianSecurityMirror)),
    components: components, packages: (image.values.list(.basePackages) + [kernel]).sorted(),
    withoutDocumentation: !image.values.boolean(.includeDocumentation))
}

/// The lines of a sources.list for mirrors of one's own; none where mmdebstrap is to choose.
private func sources(of suite: String, components: [String], mirror: String, security: String) -> [String] {
  guard !mirror.isEmpty else { return [] }
  let parts = components.joined(separator: " ")
  let main = ["deb \(mirror) \(suite) \(parts)", "deb \(mirror) \(suite)-updates \(parts)"]
  return main + (security.isEmpty ? [] : ["deb \(security) \(suite)-security \(parts)"])
}
