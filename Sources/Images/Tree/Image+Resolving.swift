import ImageSandbox
import Storage
public import SystemPackage

/// What package managers would choose now; nothing of it is installed.
extension Image {
  private static let statusFile = "/run/image-builder/status"
  private static let resolvedFile = "/run/image-builder/resolved"

  /// The packages of a minimal system, `name: version`, as `bootstrap` would choose them in this empty image.
  public func resolveBootstrap(
    suite: String, mirrors: [String], components: [String], packages names: [String], refusing refused: [String]
  ) async throws -> [String: String] {
    let bootstrap = Bootstrap(
      suite: suite, mirrors: mirrors.map(mirroredText), components: components, packages: names)
    try await prepareBootstrap(refusing: refused)
    try await write(bootstrap.resolving(architecture, into: Self.resolvedFile), to: Bootstrap.fetchingFile, mode: 0o755)
    try await packages.withPrivateCopy { copy in _ = try await run(bootstrap.fetch(architecture, copy)) }
    return Self.chosen(in: try await read(Self.resolvedFile))
  }

  /// The packages that these calls of apt-get, one after another, would install or change, `name: version`.
  ///
  /// The image is as the calls left it, and so knows the archives that they used.
  ///
  /// - Parameter trees: the layers that the calls found, nearest first, as folders of this machine.
  public func resolveChanges(_ calls: [[String]], before trees: [FilePath]) async throws -> [String: String] {
    let status = trees.map { $0.appending("var/lib/dpkg/status") }.first { fileExists($0) }
    try await write(status.map { try readText($0) } ?? "", to: Self.statusFile)
    return try await withFreshLists { apt in
      var chosen: [String: String] = [:]
      for arguments in calls {
        let simulation = ["--simulate", "--option", "Dir::State::status=\(Self.statusFile)"]
        let answer = try await query(apt.command(simulation + arguments, network: false))
        chosen.merge(Self.chosen(in: answer)) { _, new in new }
      }
      return chosen
    }
  }

  /// The version of a source package that `fetchSourcePackage` would fetch; nil where the archive has none.
  public func resolveSource(_ name: String) async throws -> String? {
    try await addSourceRepositories()
    return try await withFreshLists { apt in
      let answer = try await query(apt.command(["source", "--download-only", "--print-uris", name], network: false))
      let words = answer.split { $0 == " " || $0 == "\n" }.map(String.init)
      return words.first { $0.hasPrefix("\(name)_") && $0.hasSuffix(".dsc") }
        .map { Self.version(ofSource: name, file: $0) }
    }
  }

  /// The states that the image's archives have now, by their addresses, as `ArchiveUse.states` has those that they had.
  public func currentArchiveStates() async throws -> [String: String] {
    try await withFreshLists { apt in
      try apt.copy.archiveStates(try await query(apt.command(ArchiveIndexes.question, network: false)))
    }
  }

  /// Lends apt with lists that this process has seen to be those that the archives have.
  private func withFreshLists<T>(_ body: (Apt) async throws -> T) async throws -> T {
    try await prepareApt()
    let sources = try await packageSources()
    let isUpdated = try packages.isUpdated(for: sources)
    let result = try await packages.withPrivateCopy { copy in
      let apt = Apt(copy: copy)
      if !isUpdated {
        let update = ["update", "--option", "Acquire::Retries=1"]
        try await run(apt.command(update, network: true))
      }
      return try await body(apt)
    }
    if !isUpdated { try packages.noteUpdate(of: sources) }
    return result
  }

  /// The versions that apt would install, out of what it says in a simulation: `Inst curl [7.1] (7.2 Debian [amd64])`.
  static func chosen(in answer: String) -> [String: String] {
    var versions: [String: String] = [:]
    for line in answer.split(separator: "\n") where line.hasPrefix("Inst ") {
      let words = line.split(separator: " ")
      guard words.count > 2, let version = words.first(where: { $0.hasPrefix("(") }) else { continue }
      versions[String(words[1].prefix { $0 != ":" })] = version.dropFirst().filter { $0 != ")" }
    }
    return versions
  }
}
