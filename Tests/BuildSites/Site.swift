import FoundationEssentials
import Glibc
import Shell
package import StepCache
import Storage
package import SystemPackage

/// Somewhere that images are built: a folder with a cache and an output folder of its own, and who builds there.
package struct Site: Sendable {
  package let program: Program
  /// The folder that the program runs in.
  package let folder: FilePath
  /// Who builds; nil for the user of the tests.
  package let user: String?
  /// The variable files of every build.
  package var variables: [FilePath]
  /// What the program is started by, such as `unshare --mount`; nothing for itself.
  package var starter: [String] = []
  /// What the program's environment has besides that of the tests.
  package var surroundings: [String: String] = [:]

  /// Where the results are kept.
  package var cache: FilePath { folder.appending("cache") }

  /// Makes the site's folder, with what package managers and compilers keep from `packages`, if that is given.
  package init(
    _ program: Program, in folder: FilePath, packages: FilePath? = nil, user: String? = nil,
    variables: [FilePath]? = nil
  ) async throws {
    self.program = program
    self.folder = folder
    self.user = user
    self.variables = variables ?? [program.archiveVariables]
    try makeDirectories(folder.appending("runs"))
    try makeDirectories(folder.appending("cache"))
    if let packages { try await shell("cp -a '\(packages)' '\(cache)/packages'") }
    if let user { try await shell("chown -R \(user): '\(folder)'") }
  }

  /// Builds with the site's variables; the words are goals, settings, variables and options.
  package func build(_ words: String..., variables files: [FilePath] = []) async throws -> Ran {
    try await build(words, variables: files)
  }

  /// The same with words in a list.
  package func build(_ words: [String], variables files: [FilePath] = []) async throws -> Ran {
    try await start(words, files).run()
  }

  /// The same, ended by a signal when an event tells of a certain moment, or a little later; returns what had happened by
  /// then.
  package func buildKilled(
    _ words: String..., variables files: [FilePath] = [], by signal: Int32 = SIGKILL, later delay: Duration = .zero,
    at moment: @escaping @Sendable (EventLine) -> Bool
  ) async throws -> Ran {
    try await start(words, files).run(endedBy: signal, at: moment, later: delay)
  }

  /// The same, with something done at a certain moment; returns when the build has ended.
  package func build(
    _ words: String..., at moment: @escaping @Sendable (EventLine) -> Bool, do action: @Sendable () async throws -> Void
  ) async throws -> Ran {
    try await start(words, []).run(at: moment, do: action)
  }

  /// Asks the program something; the words are a subcommand and its arguments.
  package func ask(_ words: String...) async throws -> Ran { try await ask(words) }

  /// The same with words in a list.
  package func ask(_ words: [String]) async throws -> Ran {
    try await SiteProcess(site: self, words: words).run()
  }

  /// Types at a terminal on which the program builds; the acts are those of `typist.py`.
  package func type(_ acts: [String], to words: [String]) async throws -> String {
    let typist = Program.checkout.appending("Tests/Fixtures/typist.py")
    var given = environment
    given["HOME"] = folder.string
    given["IMAGE_BUILDER_CACHE"] = cache.string
    given["TERM"] = "xterm"
    let list = "VAR_FILES=" + variables.map(\.string).joined(separator: " ")
    return try await run(
      Command(
        ["python3", "-u", typist.string, program.path.string] + words + [list], environment: given, directory: folder,
        input: Array(acts.joined(separator: "\n").utf8))
    ).output
  }

  private func start(_ words: [String], _ files: [FilePath]) throws -> SiteProcess {
    let list = (variables + files).map(\.string).joined(separator: " ")
    return try SiteProcess(site: self, words: words + ["VAR_FILES=\(list)"], tellsEvents: true)
  }

  /// The record of a result.
  package func entry(_ key: String?) throws -> Entry {
    try JSONDecoder().decode(Entry.self, from: Data(readFile(record(key))))
  }

  /// Where the record of a result lies.
  package func record(_ key: String?) -> FilePath {
    let key = key ?? "none"
    return cache.appending("keys").appending(String(key.prefix(2))).appending(key)
  }

  /// Removes all results but those of these keys; what was downloaded and compiled stays. Returns how the collection went.
  package func removeResults(besides wanted: Set<String>) async throws -> Ran {
    let records = cache.appending("keys")
    for folder in try listDirectory(records).map({ records.appending($0) }) {
      for key in try listDirectory(folder) where !wanted.contains(key) { try removeTree(folder.appending(key)) }
    }
    // It takes what no record names.
    return try await ask("cache", "gc")
  }

  /// The folder in which a run left an image.
  package func output(_ name: String) -> FilePath { folder.appending("output").appending(name) }

  /// What the manifest of such a folder says.
  package func manifest(_ name: String) throws -> Manifest {
    try JSONDecoder().decode(Manifest.self, from: Data(readFile(output(name).appending("manifest.json"))))
  }
}
