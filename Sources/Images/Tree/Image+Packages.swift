import ImageSandbox
public import SystemPackage

extension Image {
  /// Installs packages (`name` or `name=version`) without what they merely recommend.
  ///
  /// They are fetched first, with the network; their scripts run afterwards and have none.
  public func installPackages(_ names: [String], recommended: Bool = false) async throws {
    guard !names.isEmpty else { return }
    // An exact version may be an older one than an earlier phase installed.
    let isExact = names.contains { $0.contains("=") }
    let options = (recommended ? ["--install-recommends"] : []) + (isExact ? ["--allow-downgrades"] : [])
    try await changePackages(["install"] + options + names)
  }

  /// Upgrades every installed package, also where that needs new ones.
  public func upgradePackages() async throws {
    try await changePackages(["dist-upgrade"])
  }

  /// Removes packages with their configuration.
  public func removePackages(_ names: [String], withUnneeded: Bool = false) async throws {
    guard !names.isEmpty else { return }
    try await prepareApt()
    try await packages.withPrivateCopy { copy in
      let options = withUnneeded ? ["--auto-remove"] : []
      try await run(
        Apt(copy: copy).command(["purge", "--allow-change-held-packages"] + options + names, network: false))
    }
    try await tidy()
  }

  /// Removes packages, with their configuration, that were installed only because others needed them, and no one does.
  public func removeUnneededPackages() async throws {
    try await prepareApt()
    try await packages.withPrivateCopy { copy in
      _ = try await run(Apt(copy: copy).command(["autoremove", "--purge"], network: false))
    }
    try await tidy()
  }

  /// Installs a package out of a file of the host, such as a supply; what it depends on must be there.
  public func installPackage(from file: FilePath) async throws {
    try await prepareApt()
    let place = "/run/image-builder/package.deb"
    try await copy(file, to: place)
    let options = Apt.dpkgOptions.map { "--\($0)" }
    try await run(SandboxCommand(["dpkg"] + options + ["--install", place], environment: ["PATH": Apt.path]))
    try await session.remove([place])
    try await runDeferred()
    try await tidy()
  }

  /// Keeps packages from being upgraded.
  public func holdPackages(_ names: [String]) async throws {
    guard !names.isEmpty else { return }
    try await run(SandboxCommand(["apt-mark", "hold"] + names))
    try await tidy()
  }

  /// The versions of all installed packages by name, as the package manager writes both.
  public func installedPackages() async throws -> [String: String] {
    let lines = try await query(
      "exec dpkg-query --show --showformat='${Package} ${Version} ${db:Status-Abbrev}\\n'")
    var versions: [String: String] = [:]
    for line in lines.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count == 3, fields[2].hasSuffix("i") else { continue }
      versions[String(fields[0])] = String(fields[1])
    }
    return versions
  }

  /// Adds a repository as `/etc/apt/sources.list.d/<name>.sources`.
  ///
  /// `key` is the text of an armoured key that signs it; nil where the image trusts it already.
  public func addPackageRepository(
    _ name: String, uri: String, suites: [String], components: [String], key: String?
  ) async throws {
    var lines = ["Types: deb", "URIs: \(uri)", "Suites: \(suites.joined(separator: " "))"]
    if !components.isEmpty { lines.append("Components: \(components.joined(separator: " "))") }
    if let key {
      try await write(key, to: "/etc/apt/keyrings/\(name).asc")
      lines.append("Signed-By: /etc/apt/keyrings/\(name).asc")
    }
    try await write(lines.joined(separator: "\n") + "\n", to: "/etc/apt/sources.list.d/\(name).sources")
  }

  private func changePackages(_ arguments: [String]) async throws {
    try await prepareApt()
    let sources = try await packageSources()
    let isUpdated = try packages.isUpdated(for: sources)
    archives.note(.change(arguments: arguments))
    try await packages.withPrivateCopy { copy in
      let apt = Apt(copy: copy)
      let fetch = apt.command(["--download-only"] + arguments, network: true)
      // Lists of this run are good enough, unless the archive has moved on since.
      let isFetched = isUpdated ? try await succeeds(fetch) : false
      if !isFetched {
        try await self.fetch(apt.command(["update"], network: true))
        try await self.fetch(fetch)
      }
      if !isFetched || !archives.knows(sources) { try await noteArchives(sources, apt) }
      try await install(apt.command(["--no-download"] + arguments, network: false), from: copy)
    }
    if !isUpdated { try packages.noteUpdate(of: sources) }
    try await runDeferred()
    try await tidy()
  }

  /// Notes what the archives are like that the lists of a package manager are of.
  func noteArchives(_ sources: String, _ apt: Apt) async throws {
    let answer = try await query(apt.command(ArchiveIndexes.question, network: false))
    archives.note(try apt.copy.archiveStates(answer), of: sources)
  }

  /// Everything that says where packages come from, in one text: another key is another archive.
  func packageSources() async throws -> String {
    let text = try await packageSourceFiles().texts.map(\.text).joined()
    guard text.lowercased().contains("signed-by") else { return text }
    return text + (try await query("cat /etc/apt/keyrings/* 2>/dev/null | sha256sum"))
  }

  /// In memory, so that the tree does not change, and first in the `PATH` of package scripts.
  func prepareApt() async throws {
    try await write(Apt.configuration + writeMirroredSources(), to: Apt.configurationFile)
    for name in Apt.avoided {
      let text = "#!/bin/sh\necho \"image-builder: \(name) is not run while packages are installed\" >&2\n"
      try await write(text, to: "\(Apt.standInDirectory)/\(name)", mode: 0o755)
    }
    for program in Apt.deferred {
      try await write(program.standIn, to: "\(Apt.standInDirectory)/\(program.name)", mode: 0o755)
    }
    try await write(UnpackedPackages.standIn(), to: "\(Apt.standInDirectory)/dpkg-deb", mode: 0o755)
  }

  /// Does what scripts of packages asked for while stand-ins were in the place of the programs.
  func runDeferred() async throws {
    for program in Apt.deferred where try await exists(program.note) {
      try await runScript(program.script)
      try await session.remove([program.note])
    }
  }

  /// Removes what no layer may hold: logs, caches and lists of package managers, backups, a machine's identity.
  ///
  /// The verbs for packages do it by themselves; a phase that runs what it does not know does it at its end.
  public func tidy() async throws {
    try await session.remove(Apt.leftovers)
    // A machine's identity is made at its first boot; an empty file says so.
    if let facts = try await facts("/etc/machine-id"), facts.size > 0 {
      try await write("", to: "/etc/machine-id", mode: 0o444)
    }
  }
}
