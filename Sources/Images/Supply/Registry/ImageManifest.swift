import FoundationEssentials

/// A manifest of an image, or an index of manifests for several architectures.
struct ImageManifest: Decodable {
  /// What a registry is asked for.
  static let mediaTypes = [
    "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
  ]

  let mediaType: String?
  let manifests: [ImageDescriptor]?
  let config: ImageDescriptor?
  let layers: [ImageDescriptor]?

  /// Reads what a registry answered; throws `SupplyError` where that is no manifest.
  init(reading bytes: [UInt8], of name: String) throws(SupplyError) {
    guard let manifest = try? JSONDecoder().decode(ImageManifest.self, from: Data(bytes)) else {
      throw SupplyError(
        "the registry's answer for \(name) is no manifest", hint: "look at that address: it may be an error page")
    }
    self = manifest
  }

  /// The manifest for an architecture, as Go names it; nil where the index has none.
  func manifest(for architecture: String) -> ImageDescriptor? {
    manifests?.first { $0.platform?.os == "linux" && $0.platform?.architecture == architecture }
  }
}
