import ImageSandbox

extension Image {
  /// What a small image leaves out of every package: documentation, manual pages, translations. Copyright files stay.
  private static let documentation = [
    "path-exclude=/usr/share/doc/*", "path-include=/usr/share/doc/*/copyright", "path-exclude=/usr/share/man/*",
    "path-exclude=/usr/share/info/*", "path-exclude=/usr/share/lintian/*", "path-exclude=/usr/share/locale/*",
    "path-include=/usr/share/locale/locale.alias", "path-exclude=/usr/share/gnome/help/*",
  ]

  /// Keeps apt from choosing packages.
  private static let refusingPreference = "/etc/apt/preferences.d/image-builder"

  /// Makes a minimal Debian or Ubuntu system in an empty image, by the host's mmdebstrap, with `packages` installed.
  ///
  /// `mirrors` are mirror addresses or lines of a sources.list; if empty, mmdebstrap's own choice for the suite.
  /// `refused` packages are not chosen where a dependency has another choice.
  /// `withoutDocumentation` also holds for every package that is installed later. Packages are fetched first, with the
  /// network; their scripts run afterwards and have none.
  public func bootstrap(
    suite: String, mirrors: [String] = [], components: [String] = ["main"], packages names: [String] = [],
    refusing refused: [String] = ["usrmerge"], withoutDocumentation: Bool = false
  ) async throws {
    try await prepareBootstrap(refusing: refused)
    let excludesFile = "/etc/dpkg/dpkg.cfg.d/without-documentation"
    if withoutDocumentation { try await write(Self.documentation.joined(separator: "\n") + "\n", to: excludesFile) }
    let asked = mirrors.map(mirroredText)
    let bootstrap = Bootstrap(suite: suite, mirrors: asked, components: components, packages: names)
    archives.note(
      .bootstrap(suite: suite, mirrors: mirrors, components: components, packages: names, refused: refused))
    try await write(bootstrap.fetching(architecture), to: Bootstrap.fetchingFile, mode: 0o755)
    try await packages.withPrivateCopy { copy in
      try await fetch(bootstrap.fetch(architecture, copy))
      let states = try copy.archiveStates(try await exists(Bootstrap.listsFile) ? read(Bootstrap.listsFile) : "")
      archives.note(states, of: mirrors.joined(separator: "\n"))
      try await install(bootstrap.install(architecture, copy, trimmed: withoutDocumentation), from: copy)
    }
    // mmdebstrap leaves options under its own name.
    try await session.remove([
      "/etc/dpkg/dpkg.cfg.d/99mmdebstrap", "/etc/apt/apt.conf.d/*mmdebstrap", "/etc/hostname", Self.refusingPreference,
    ])
    if asked != mirrors { try await write(mirrors.map { $0 + "\n" }.joined(), to: "/etc/apt/sources.list") }
    for path in ["/var/cache/apt/archives/partial", "/var/lib/apt/lists/partial"] { try await makeDirectory(path) }
    try packages.noteUpdate(of: try await packageSources())
    try await runDeferred()
    try await tidy()
  }

  /// Makes what mmdebstrap is to find in an empty image, which begins with a merged /usr.
  func prepareBootstrap(refusing refused: [String]) async throws {
    try await prepareApt()
    for path in ["/var/cache/apt", "/var/lib/apt/lists"] { try await makeDirectory(path) }
    for name in ["bin", "sbin", "lib"] + (architecture == .amd64 ? ["lib64"] : []) {
      try await makeDirectory("/usr/\(name)")
      try await link("/\(name)", to: "usr/\(name)")
    }
    let preferences = refused.map { "Package: \($0)\nPin: version *\nPin-Priority: -1\n" }
    try await write(preferences.joined(separator: "\n"), to: Self.refusingPreference)
    // mmdebstrap would copy the builder's; and the resolver of a running command needs something to be mounted on.
    for path in ["/etc/hostname", "/etc/resolv.conf"] { try await write("", to: path) }
  }
}
