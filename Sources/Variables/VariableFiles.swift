import Synchronization

/// Variable files that were read, each once: planning many targets reads the files that they share a single time.
///
/// Paths are texts in here: a `FilePath` is slow to make and to take apart in a debug build.
public final class VariableFiles: Sendable {
  private let files = Mutex<[String: Result<VariableFile, VariableError>?]>([:])
  private let folders = Mutex<[String: [String]]>([:])

  /// Nothing read yet.
  public init() {}

  /// A file; nil when there is none.
  func file(_ path: String, name: @autoclosure () -> String) -> Result<VariableFile, VariableError>? {
    files.withLock { files in
      if let known = files[path] { return known }
      let file = VariableFile.read(path, name: name())
      files[path] = .some(file)
      return file
    }
  }

  /// The `*.yaml` files of a folder, sorted by name; none when there is no such folder.
  func yamlFiles(in folder: String) -> [String] {
    folders.withLock { folders in
      if let known = folders[folder] { return known }
      let found = directoryEntries(of: folder).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
        .map { "\(folder)/\($0)" }
      folders[folder] = found
      return found
    }
  }
}
