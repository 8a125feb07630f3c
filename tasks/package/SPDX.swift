import FoundationEssentials

/// A bill of materials in SPDX 2.3, as JSON.
struct SPDX: Encodable {
  private struct Creation: Encodable {
    let created: String
    let creators: [String]
  }

  private struct Checksum: Encodable {
    let algorithm = "SHA256"
    let checksumValue: String
  }

  private struct Reference: Encodable {
    let referenceCategory = "PACKAGE-MANAGER"
    let referenceType = "purl"
    let referenceLocator: String
  }

  private struct Package: Encodable {
    let SPDXID: String
    let name: String
    let versionInfo: String?
    let packageFileName: String?
    let downloadLocation: String
    let filesAnalyzed = false
    let licenseConcluded = "NOASSERTION"
    let licenseDeclared = "NOASSERTION"
    let copyrightText = "NOASSERTION"
    let checksums: [Checksum]?
    let externalRefs: [Reference]?
  }

  private struct Relationship: Encodable {
    let spdxElementId: String
    let relationshipType: String
    let relatedSpdxElement: String
  }

  private let SPDXID = "SPDXRef-DOCUMENT"
  private let spdxVersion = "SPDX-2.3"
  private let dataLicense = "CC0-1.0"
  private let name: String
  private let documentNamespace: String
  private let creationInfo: Creation
  private let packages: [Package]
  private let relationships: [Relationship]

  /// Describes an image.
  init(_ bill: BillOfMaterials) {
    let image = "SPDXRef-image"
    name = bill.name
    documentNamespace = "urn:uuid:\(bill.uuid)"
    creationInfo = Creation(created: bill.createdText, creators: ["Tool: image-builder"])
    packages =
      [
        Package(
          SPDXID: image, name: bill.name, versionInfo: bill.version, packageFileName: bill.file,
          downloadLocation: "NOASSERTION", checksums: [Checksum(checksumValue: bill.sha256)], externalRefs: nil)
      ]
      + bill.components.map { component in
        Package(
          SPDXID: Self.identifier(component), name: component.name, versionInfo: component.version,
          packageFileName: nil, downloadLocation: component.url ?? "NOASSERTION",
          checksums: component.sha256.map { [Checksum(checksumValue: $0)] },
          externalRefs: component.packageURL.map { [Reference(referenceLocator: $0)] })
      }
    relationships =
      [Relationship(spdxElementId: SPDXID, relationshipType: "DESCRIBES", relatedSpdxElement: image)]
      + bill.components.map {
        Relationship(spdxElementId: image, relationshipType: "CONTAINS", relatedSpdxElement: Self.identifier($0))
      }
  }

  private static func identifier(_ component: BillOfMaterials.Component) -> String {
    "SPDXRef-" + component.identifier
  }
}
