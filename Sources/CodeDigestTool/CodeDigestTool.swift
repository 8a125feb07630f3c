import Digests
import Foundation

/// Writes the digest of every phase's code.
///
/// What counts: all files of the phase's folder and of `Shared`, and the modules of verbs that the phase's own files
/// import, with the modules of verbs, and the C doors, that those are made from. A helper in `Shared` that works with verbs
/// hands their types to whoever uses it, who has to import them too; a download, whose verbs no phase imports, is in keys
/// by its content.
///
/// What does not: Catalog and Pipelines, which only put phases together; the engine; the leaves (Shell, Storage, Transfer,
/// Digests, Variables), which carry commands, bytes and values without choosing any. Should a mistake of theirs ever have
/// shaped results, `Surroundings.revision` is raised.
@main
struct CodeDigestTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw Wrong(message: "usage: CodeDigestTool OUTPUT TASKS [VERB=FOLDER=IMPORTS]...")
    }
    let tasks = URL(filePath: arguments[2], directoryHint: .isDirectory)
    let verbs = try Dictionary(uniqueKeysWithValues: arguments.dropFirst(3).map(Verb.init).map { ($0.name, $0) })

    let shared = try sources(in: tasks.appending(path: "Shared"))
    let rows = try phaseFolders(of: tasks).map { folder in
      let own = try sources(in: tasks.appending(path: folder))
      let used = try verbsUsed(by: own, of: verbs).flatMap { try sources(in: $0.folder) }
      return "    \"\(folder)\": \"\(digest(of: shared + own + used))\",\n"
    }
    let text = """
      /// The digest of the code of each phase, by its folder; written by the build.
      enum CodeDigests {
        static let byFolder: [String: String] = [
      \(rows.joined())  ]
      }

      """
    try Data(text.utf8).write(to: URL(filePath: arguments[1]))
  }

  /// The folders of phases and supplies: all but those that no result depends on.
  private static func phaseFolders(of tasks: URL) throws -> [String] {
    let apart: Set<String> = ["Shared", "Catalog", "Pipelines"]
    let names = try FileManager.default.contentsOfDirectory(atPath: tasks.path()).filter { !$0.contains(".") }
    return names.filter { !apart.contains($0) }.sorted()
  }

  private static func sources(in folder: URL) throws -> [Source] {
    guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    return try found.compactMap { $0 as? URL }
      .filter { ["swift", "c", "h", "py"].contains($0.pathExtension) }
      .map {
        Source(
          name: "\(folder.lastPathComponent)/\($0.lastPathComponent)", text: try String(contentsOf: $0, encoding: .utf8)
        )
      }
      .sorted { $0.name < $1.name }
  }

  /// The verbs that these files import, and those that these verbs are made from.
  private static func verbsUsed(by files: [Source], of verbs: [String: Verb]) -> [Verb] {
    var found: [String: Verb] = [:]
    var open = files.flatMap(\.imports)
    while let name = open.popLast() {
      guard found[name] == nil, let verb = verbs[name] else { continue }
      found[name] = verb
      open += verb.dependencies
    }
    return found.values.sorted { $0.name < $1.name }
  }

  private static func digest(of files: [Source]) -> String {
    var encoding = CanonicalEncoding()
    for file in files { encoding.append(file.name, file.text) }
    return encoding.digest.hex
  }
}
