import FoundationEssentials
import ImageFormats
public import SystemPackage

/// The target whose image a folder holds, by its manifest, whatever else that says; nil where it holds none.
public func deliveredTarget(in folder: FilePath) throws -> String? {
  try OutputFiles.text(of: folder.appending("manifest.json")).flatMap(deliveredTarget(inManifest:))
}

/// The target that a manifest names.
func deliveredTarget(inManifest text: String) -> String? {
  struct Named: Decodable { let target: String }
  return try? JSONDecoder().decode(Named.self, from: Data(text.utf8)).target
}
