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

/// The image in a folder, by its manifest; nil where that names none.
public func deliveredImage(in folder: FilePath) throws -> FilePath? {
  struct Named: Decodable {
    struct File: Decodable { let name: String }
    let files: [File]
  }
  guard let text = try OutputFiles.text(of: folder.appending("manifest.json")),
    let named = try? JSONDecoder().decode(Named.self, from: Data(text.utf8)), let image = named.files.first
  else { return nil }
  return folder.appending(image.name)
}
