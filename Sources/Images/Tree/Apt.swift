import ImageSandbox
import SystemPackage

/// Debian's package manager, as an image is built with it.
struct Apt {
  /// Where the programs lie that take the place of others while packages are installed.
  static let standInDirectory = "/run/image-builder/quiet"

  /// What must not happen while packages are installed: no service is started, no machine gets an identity, and the
  /// initramfs is made once, at the end of all phases.
  static let avoided = [
    "update-initramfs", "invoke-rc.d", "deb-systemd-invoke", "service", "start-stop-daemon", "ssh-keygen",
  ]

  /// What the scripts of many packages run, and is done once after all of them.
  static let deferred = [DeferredProgram.compilePython, .updateCertificates]

  /// Where programs are found while packages are installed.
  static let path = "\(standInDirectory):\(Surroundings.environment(sourceDateEpoch: 0)["PATH"] ?? "")"

  /// Where `configuration` lies: in memory, so that the image does not remember it.
  static let configurationFile = "/run/image-builder/apt.conf"

  /// Where apt finds the passwords of archives while it fetches; the file is the builder's own.
  static let netrcFile = "/run/image-builder/netrc"

  /// Where programs find the certificates that are trusted while building; the file is the builder's own.
  static let authoritiesFile = "/run/image-builder/authorities.pem"

  /// How dpkg is to behave: a layer that was not finished is thrown away, there is nothing to be safe for.
  static let dpkgOptions = ["force-unsafe-io", "force-confdef", "force-confold"]

  /// Read after the image's own configuration.
  static var configuration: String {
    """
    // Files of the pool belong to the builder.
    APT::Sandbox::User "root";
    // The pool is for several images.
    APT::Get::List-Cleanup "false";
    APT::Keep-Downloaded-Packages "true";
    APT::Install-Recommends "false";
    APT::Install-Suggests "false";
    Acquire::Languages "none";
    Acquire::Retries "5";
    // Otherwise lists of the pool go on to be used that a key has signed which is not the one any more.
    APT::Update::Error-Mode "any";
    Dir::Etc::netrc "\(netrcFile)";
    Dir::Log "/tmp";
    Dir::Log::Planner "";
    DPkg::Path "\(path)";
    DPkg::Use-Pty "false";
    DPkg::Progress-Fancy "false";

    """
  }

  /// What package managers leave behind that is no part of a result: logs, backups and caches with times or with the
  /// builder's inode numbers in them.
  static let leftovers = [
    "/var/log/apt/*", "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/log/bootstrap.log",
    "/var/cache/ldconfig/aux-cache", "/var/cache/debconf/*-old", "/var/lib/dpkg/*-old", "/var/lib/dbus/machine-id",
    "/var/cache/apt/*.bin", "/var/cache/apt/archives/lock", "/var/cache/apt/archives/*.deb",
    "/var/cache/apt/archives/partial/*", "/var/lib/apt/lists/*_*", "/var/lib/apt/lists/lock",
    "/var/lib/apt/lists/auxfiles", "/var/lib/apt/lists/partial/*",
    "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-", "/etc/subuid-", "/etc/subgid-",
  ]

  /// The pool, as this run sees it.
  let copy: PackagePool.PrivateCopy

  /// `apt-get` with the pool's files in the place of the image's.
  func command(_ arguments: [String], network: Bool) -> SandboxCommand {
    SandboxCommand(
      ["apt-get", "--config-file", Self.configurationFile, "--yes", "--quiet"]
        + Self.dpkgOptions.flatMap { ["--option", "DPkg::Options::=--\($0)"] } + arguments,
      network: network,
      binds: [
        SandboxBind(copy.cache, at: "/var/cache/apt"), SandboxBind(copy.lists, at: "/var/lib/apt/lists"),
      ])
  }
}
