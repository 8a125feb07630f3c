import ImageSandbox

extension Image {
  /// Installs packages (`name` or `name=version`) without what they merely recommend.
  ///
  /// They are fetched first, with the network; their scripts run afterwards and have none.
  public func installPackages(_ names: [String], recommended: Bool = false) async throws {
    guard !names.isEmpty else { return }
    let options = recommended ? ["--install-recommends"] : []
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

  /// Keeps packages from being upgraded.
  public func holdPackages(_ names: [String]) async throws {
    guard !names.isEmpty else { return }
    try await run(SandboxCommand(["apt-mark", "hold"] + names))
    try await tidy()
  }

  /// The versions of all installed packages by name, as the package manager writes both.
  public func installedPackages() async throws -> [String: String] {
    let format = "--showformat=${Package} ${Version} ${db:Status-Abbrev}\n"
    let lines = try await run("dpkg-query", "--show", format)
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
    let identities = try await session.match(Apt.identities)
    try await packages.withPrivateCopy { copy in
      let apt = Apt(copy: copy)
      try await run(apt.command(["update"], network: true))
      try await run(apt.command(["--download-only"] + arguments, network: true))
      try await run(apt.command(["--no-download"] + arguments, network: false))
    }
    // A key that the script of a package made would be the same on every machine of the image.
    let made = Set(try await session.match(Apt.identities)).subtracting(identities)
    try await session.remove(made.sorted())
    try await tidy()
  }

  /// In memory, so that the tree does not change, and first in the `PATH` of package scripts.
  func prepareApt() async throws {
    try await write(Apt.configuration, to: Apt.configurationFile)
    for name in Apt.standIns {
      let text = "#!/bin/sh\necho \"image-builder: \(name) is not run while packages are installed\" >&2\n"
      try await write(text, to: "\(Apt.standInDirectory)/\(name)", mode: 0o755)
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
