import SystemPackage
import YAML

/// Reads all layers of a target, lowest first, gathering every error.
struct LayerReader {
  private let sources: LayerSources
  private let files: VariableFiles

  /// What the layers set, in their order.
  private(set) var settings: [LayerSetting] = []
  /// Files that cannot be used.
  private(set) var errors: [VariableError] = []

  /// Reads the layers of some sources.
  init(reading sources: LayerSources, through files: VariableFiles) {
    self.sources = sources
    self.files = files
    for path in sources.ownFiles(files) { read(path, as: .own, isRequired: false) }
    if let path = sources.userFile { read(path.string, as: .override, isRequired: false) }
    for path in sources.varFiles { read(path.string, as: .override, isRequired: true) }
    for assignment in sources.assignments {
      settings.append(
        LayerSetting(
          name: assignment.name,
          node: YAMLNode(.scalar(assignment.value, isPlain: false), at: YAMLMark(line: 1, column: 1)),
          origin: .commandLine(assignment.source), layer: .commandLine))
    }
  }

  private mutating func read(_ path: String, as layer: LayerSetting.Layer, isRequired: Bool) {
    switch files.file(path, name: displayName(of: path, root: sources.root)) {
    case nil:
      guard isRequired else { return }
      errors.append(
        VariableError(
          "there is no variable file `\(path)`",
          hint: "VAR_FILES, PACKER_VAR_FILES and -var-file name existing files, relative to the current folder"))
    case .failure(let error):
      errors.append(error)
    case .success(let file):
      // Once a file: taking a path apart is slow.
      let folder = FilePath(path).removingLastComponent()
      for entry in file.entries {
        settings.append(
          LayerSetting(
            name: VariableName(rawValue: entry.key), node: entry.value,
            origin: .file(file.name, line: entry.mark.line, column: entry.mark.column), layer: layer,
            source: file.source, folder: folder))
      }
    }
  }
}
