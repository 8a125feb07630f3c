import Engine
import ImageSupply
import ImageTree
import SystemPackage
import Variables

/// What `pullImages` reads: nothing of how registries are reached is in a key.
let registryReads: [VariableName] =
  networkReads + [.registryAuthFile, .insecureRegistries, .containerdRegistryMirrors, .kubernetesUnpackImages]

/// Pulls container images into the image's containerd, several at a time; the image learns nothing of how.
func pullImages(_ names: [String], _ image: Image) async throws {
  let references = try names.map { try ImageReference($0) }
  let access = try registryAccess(image.values, pool: image.imagePool)
  let isUnpacked = try image.values.boolean(.kubernetesUnpackImages)
  // What is only recorded takes nothing in.
  guard image.sandbox != nil, !references.isEmpty else { return }
  let architecture = image.architecture.goName
  try await image.withScratch("pulled") { folder in
    let layouts = Dictionary(
      references.map { ($0, folder.appending("\($0)".map { $0.isLetter || $0.isNumber ? "\($0)" : "-" }.joined())) }
    ) { first, _ in first }
    let digests = try await withThrowingTaskGroup(of: (String, String).self) { group in
      for (reference, layout) in layouts {
        let pool = image.imagePool
        group.addTask {
          ("\(reference)", try await pullImage(reference, for: architecture, by: access, pool: pool, into: layout))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (name, digest) in digests { image.archives.note(image: name, digest: digest) }
    try await image.importImages(
      Dictionary(layouts.values.compactMap { layout in layout.lastComponent.map { ($0.string, layout) } }) { first, _ in
        first
      }, unpacked: isUnpacked)
  }
}

private func registryAccess(_ values: DeclaredValues, pool: FilePath) throws -> RegistryAccess {
  let path = try values.secret(.registryAuthFile).reveal()
  return RegistryAccess(
    proxies: try proxyEnvironment(values), netrc: try netrcFile(values),
    logins: path.isEmpty ? [:] : try registryLogins(inFile: FilePath(path)),
    authorities: try trustedAuthorities(values, pool: pool),
    plain: Set(try values.list(.insecureRegistries)), mirrors: try registryMirrors(values),
    rewrites: Rewrites(try values.map(.downloadRewrites)))
}
