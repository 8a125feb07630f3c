import Digests
import FoundationEssentials
import Storage
public import SystemPackage
import Transfer

/// Pulls a container image for one architecture into a folder as the OCI lays images out, and returns its digest.
///
/// The registry's index stays as it is, so that the image keeps the digest by which others know it. Pieces are kept in
/// `pool`, which several pulls may share, and are downloaded only once. Throws `TransferError`, `SupplyError`,
/// `DigestError` and `StorageError`.
///
/// - Parameters:
///   - architecture: as Go names it.
///   - layout: a folder on the pool's file system; what it holds is named for the image, as containerd reads it.
public func pullImage(
  _ reference: ImageReference, for architecture: String, by access: RegistryAccess, pool: FilePath,
  into layout: FilePath
) async throws -> String {
  let blobs = layout.appending("blobs/sha256")
  try makeDirectories(blobs)
  var (client, bytes, mediaType) = try await ask(for: reference, by: access)
  let digest = contentDigest(of: bytes).hex
  try writeAtomically(bytes, to: blobs.appending(digest))
  var manifest = try ImageManifest(reading: bytes, of: "\(reference)")
  if let index = manifest.manifests {
    guard let wanted = manifest.manifest(for: architecture), let digits = wanted.digits else {
      let known = index.compactMap { $0.platform?.architecture }.joined(separator: ", ")
      throw SupplyError("\(reference) is not there for \(architecture)", hint: "the registry has it for \(known)")
    }
    let (own, _) = try await client.manifest(wanted.digest)
    try writeAtomically(own, to: blobs.appending(digits))
    manifest = try ImageManifest(reading: own, of: "\(reference)")
  }
  guard let config = manifest.config, let layers = manifest.layers else {
    throw SupplyError("\(reference) is no container image", hint: "its manifest names no layers")
  }
  try makeDirectories(pool)
  let ready = client
  try await withThrowingTaskGroup { group in
    for piece in Set([config.digest] + layers.map(\.digest)) {
      group.addTask { try await take(ImageDescriptor(digest: piece), by: ready, pool: pool, into: blobs) }
    }
    try await group.waitForAll()
  }
  try writeIndex(
    of: reference, digest: digest, size: bytes.count, mediaType: manifestType(bytes, mediaType), in: layout)
  return "sha256:\(digest)"
}

/// What an image's name stands for, of the first place that has it, and who goes on asking there. A mirror that does not
/// answer, or has not got it, is passed over, as containerd does; where nobody has it, all that was said is told.
private func ask(
  for reference: ImageReference, by access: RegistryAccess
) async throws -> (client: RegistryClient, bytes: [UInt8], mediaType: String?) {
  let places = access.places(of: reference)
  var said: [String] = []
  for place in places {
    var client = RegistryClient(reference, at: place, access)
    do {
      let (bytes, mediaType) = try await client.manifest(reference.version)
      return (client, bytes, mediaType)
    } catch  where places.count > 1 && (error is SupplyError || error is TransferError) {
      // Errors go on with hints on lines of their own.
      said.append("\(error)".prefix { $0 != "\n" }.description)
    }
  }
  throw SupplyError(
    said.joined(separator: ", and "),
    hint: "check the image's name, and the network; containerd_registry_mirrors and download_rewrites name other places"
  )
}

/// Has a piece in a layout, from the pool where that has it whole.
private func take(
  _ piece: ImageDescriptor, by client: RegistryClient, pool: FilePath, into blobs: FilePath
) async throws {
  guard let digits = piece.digits else {
    throw SupplyError("an image has a piece with the digest `\(piece.digest)`", hint: "only SHA-256 is known")
  }
  let place = pool.appending(digits)
  // Two pulls at once may want the same; the second finds it done.
  let lock = try await FileLock.acquire(pool.appending("\(digits).lock"), .exclusive)
  defer { lock.release() }
  let isWhole = fileExists(place) ? try await blocking { try contentDigest(ofFile: place).hex == digits } : false
  if !isWhole { try await client.fetch(piece, to: place) }
  try hardLink(from: place, to: blobs.appending(digits))
}

/// The kind of a manifest: it says so itself, or its registry does.
private func manifestType(_ bytes: [UInt8], _ told: String?) -> String {
  struct Typed: Decodable { let mediaType: String? }
  let own = (try? JSONDecoder().decode(Typed.self, from: Data(bytes)))?.mediaType
  return own ?? told ?? ImageManifest.mediaTypes[2]
}

private func writeIndex(
  of reference: ImageReference, digest: String, size: Int, mediaType: String, in layout: FilePath
) throws {
  struct Index: Encodable {
    let schemaVersion = 2
    let manifests: [ImageDescriptor]
  }
  let name = "\(reference)"
  let descriptor = ImageDescriptor(
    mediaType: mediaType, digest: "sha256:\(digest)", size: Int64(size),
    annotations: ["io.containerd.image.name": name, "org.opencontainers.image.ref.name": name])
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  try writeAtomically(Array(encoder.encode(Index(manifests: [descriptor]))), to: layout.appending("index.json"))
  try writeAtomically("{\"imageLayoutVersion\":\"1.0.0\"}", to: layout.appending("oci-layout"))
}
