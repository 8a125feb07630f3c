import Console
import FoundationEssentials
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// An image as people name it: a file, a folder that a build left, or a target, whose image in the output folder is meant.
struct ImageArgument {
  private let text: String
  private let variables: VariableOptions

  /// Reads what was typed; `variables` say where a target's image is.
  init(_ text: String, _ variables: VariableOptions) {
    self.text = text
    self.variables = variables
  }

  /// The image's file; throws `UsageError` where there is none.
  func file() throws -> FilePath {
    var isFolder = false
    if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) {
      return isFolder ? try image(in: FilePath(text)) : FilePath(text)
    }
    let name = TargetArgument(argument: text)
    guard !text.contains("/"), Catalog.target(named: name.name) != nil else {
      throw UsageError(
        "there is no file and no target `\(text)`",
        hint: suggestion(for: name.name, among: Catalog.targets.map(\.name))
          ?? "name an image, a folder of output/, or a target of `image-builder list`")
    }
    let target = try name.target()
    let workspace = try Workspace(try ReportOptions.settings(with: variables))
    let folder = try workspace.variables(of: target)["output_directory"]?.value.text ?? "output"
    guard FileManager.default.fileExists(atPath: folder) else {
      throw UsageError(
        "there is no image of \(target.goal) in \(folder)",
        hint: "build it first, or give the variables that it was built with")
    }
    return try image(in: FilePath(folder))
  }

  private func image(in folder: FilePath) throws -> FilePath {
    guard let image = try deliveredImage(in: folder) else {
      throw UsageError(
        "\(folder) holds no image: it has no manifest.json that names one", hint: "name the image's file itself")
    }
    return image
  }
}
