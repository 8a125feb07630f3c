import FoundationEssentials
import ImageFormats
public import SystemPackage

/// The target whose image a folder holds, by its manifest; nil where it holds none.
public func deliveredTarget(in folder: FilePath) throws -> String? {
  guard let text = try OutputFiles.text(of: folder.appending("manifest.json")) else { return nil }
  return try? JSONDecoder().decode(Manifest.self, from: Data(text.utf8)).target
}
