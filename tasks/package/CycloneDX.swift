import FoundationEssentials

/// A bill of materials in CycloneDX 1.5, as JSON.
struct CycloneDX: Encodable {
  private struct Hash: Encodable {
    let alg = "SHA-256"
    let content: String
  }

  private struct Reference: Encodable {
    let type = "distribution"
    let url: String
  }

  private struct Component: Encodable {
    let type: String
    let reference: String
    let name: String
    let version: String?
    let purl: String?
    let hashes: [Hash]?
    let externalReferences: [Reference]?

    enum CodingKeys: String, CodingKey {
      case type, name, version, purl, hashes, externalReferences
      case reference = "bom-ref"
    }
  }

  private struct Tools: Encodable { let components: [Component] }

  private struct Metadata: Encodable {
    let timestamp: String
    let tools: Tools
    let component: Component
  }

  private struct Dependency: Encodable {
    let ref: String
    let dependsOn: [String]
  }

  private let bomFormat = "CycloneDX"
  private let specVersion = "1.5"
  private let version = 1
  private let serialNumber: String
  private let metadata: Metadata
  private let components: [Component]
  private let dependencies: [Dependency]

  /// Describes an image.
  init(_ bill: BillOfMaterials) {
    let tool = Component(
      type: "application", reference: "image-builder", name: "image-builder", version: nil, purl: nil, hashes: nil,
      externalReferences: nil)
    let image = Component(
      type: "operating-system", reference: "image", name: bill.name, version: bill.version, purl: nil,
      hashes: [Hash(content: bill.sha256)], externalReferences: nil)
    serialNumber = "urn:uuid:\(bill.uuid)"
    metadata = Metadata(timestamp: bill.createdText, tools: Tools(components: [tool]), component: image)
    components = bill.components.map { component in
      Component(
        type: component.packageURL == nil ? "application" : "library",
        reference: component.packageURL ?? component.identifier, name: component.name, version: component.version,
        purl: component.packageURL, hashes: component.sha256.map { [Hash(content: $0)] },
        externalReferences: component.url.map { [Reference(url: $0)] })
    }
    dependencies = [Dependency(ref: "image", dependsOn: components.map(\.reference))]
  }
}
