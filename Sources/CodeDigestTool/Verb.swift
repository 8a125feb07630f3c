import Foundation

/// A module of verbs, or the C door of one, as the build describes it: `name=folder=dependency,dependency`.
struct Verb {
  let name: String
  let folder: URL
  let dependencies: [String]

  init(_ description: String) throws {
    let parts = description.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { throw Wrong(message: "`\(description)` does not describe a module") }
    name = parts[0]
    folder = URL(filePath: parts[1], directoryHint: .isDirectory)
    dependencies = parts[2].split(separator: ",").map(String.init)
  }
}
