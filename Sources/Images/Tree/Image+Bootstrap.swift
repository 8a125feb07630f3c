import ImageSandbox

extension Image {
  /// What a small image leaves out of every package: documentation, manual pages, translations. Copyright files stay.
  private static let documentation = [
    "path-exclude=/usr/share/doc/*", "path-include=/usr/share/doc/*/copyright", "path-exclude=/usr/share/man/*",
    "path-exclude=/usr/share/info/*", "path-exclude=/usr/share/lintian/*", "path-exclude=/usr/share/locale/*",
    "path-include=/usr/share/locale/locale.alias", "path-exclude=/usr/share/gnome/help/*",
  ]

  /// Makes a minimal Debian or Ubuntu system in an empty image, by the host's mmdebstrap.
  ///
  /// `mirrors` are mirror addresses or lines of a sources.list; if empty, mmdebstrap's own choice for the suite.
  /// `packages` are installed after it, as `installPackages` does. `withoutDocumentation` also holds for every package
  /// that is installed later.
  public func bootstrap(
    suite: String, mirrors: [String] = [], components: [String] = ["main"], packages names: [String] = [],
    withoutDocumentation: Bool = false
  ) async throws {
    let excludes = withoutDocumentation ? Self.documentation : []
    let place = Surroundings.imagePlace
    for path in ["/var/cache/apt", "/var/lib/apt/lists"] { try await makeDirectory(path) }
    try await packages.withPrivateCopy { copy in
      let skipped = [
        // What we mounted makes the image not empty, and is the sandbox's own.
        "check/empty", "chroot/mount/sys", "cleanup/run", "cleanup/tmp",
        // Lists and packages are the pool's.
        "download/empty", "essential/unlink", "cleanup/apt",
        // The stand-ins do the same without changing the tree.
        "chroot/policy-rc.d", "chroot/start-stop-daemon",
      ]
      let options = [
        "--mode=root", "--variant=minbase", "--architectures=\(architecture.debianName)",
        "--components=\(components.joined(separator: ","))", "--skip=\(skipped.joined(separator: ","))",
        // The pool's files must stay the builder's.
        "--aptopt=APT::Sandbox::User \"root\"",
      ]
      try await run(
        SandboxCommand(
          ["mmdebstrap"] + options + excludes.map { "--dpkgopt=\($0)" } + [suite, place] + mirrors,
          network: true, root: .host,
          binds: [
            SandboxBind(copy.cache, at: place + "/var/cache/apt"),
            SandboxBind(copy.lists, at: place + "/var/lib/apt/lists"),
            // mmdebstrap fills /dev and /proc by itself, and unpacks a package that sets the modes of all three.
            SandboxBind(copy.dev, at: place + "/dev"),
            SandboxBind(copy.proc, at: place + "/proc"),
            SandboxBind(copy.sys, at: place + "/sys"),
          ]))
    }
    // mmdebstrap leaves options under its own name, and the builder's name and resolver.
    try await session.remove([
      "/etc/dpkg/dpkg.cfg.d/99mmdebstrap", "/etc/apt/apt.conf.d/99mmdebstrap", "/etc/hostname", "/etc/resolv.conf",
    ])
    if !excludes.isEmpty {
      try await write(excludes.joined(separator: "\n") + "\n", to: "/etc/dpkg/dpkg.cfg.d/without-documentation")
    }
    // Something to mount the resolver of a running command on.
    try await write("", to: "/etc/resolv.conf")
    for path in ["/var/cache/apt/archives/partial", "/var/lib/apt/lists/partial"] { try await makeDirectory(path) }
    try await installPackages(names)
    try await tidy()
  }
}
