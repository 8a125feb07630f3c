import ImageSandbox
import SystemPackage

/// Debian's package manager, as an image is built with it.
struct Apt {
  /// Where the programs lie that take the place of others while packages are installed.
  static let standInDirectory = "/run/image-builder/quiet"

  /// What must not happen while packages are installed: no service is started, and the initramfs is made once, at the
  /// end of all phases.
  static let standIns = [
    "update-initramfs", "invoke-rc.d", "deb-systemd-invoke", "service", "start-stop-daemon",
  ]

  /// What package managers leave behind that is no part of a result: logs, backups and caches with times or with the
  /// builder's inode numbers in them.
  static let leftovers = [
    "/var/log/apt/*", "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/log/bootstrap.log",
    "/var/cache/ldconfig/aux-cache", "/var/cache/debconf/*-old", "/var/lib/dpkg/*-old", "/var/lib/dbus/machine-id",
    "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-", "/etc/subuid-", "/etc/subgid-",
  ]

  /// A machine's own keys, as scripts of packages make them.
  static let identities = "/etc/ssh/ssh_host_*"

  /// The pool, as this run sees it.
  let copy: PackagePool.PrivateCopy

  /// `apt-get` with what the image must not remember given on the command line.
  func command(_ arguments: [String], network: Bool) -> SandboxCommand {
    let path = Surroundings.environment(sourceDateEpoch: 0)["PATH"] ?? ""
    let options = [
      "APT::Sandbox::User=root", "APT::Get::List-Cleanup=false", "APT::Install-Recommends=false",
      "APT::Install-Suggests=false", "Acquire::Languages=none", "Acquire::Retries=5", "Dpkg::Use-Pty=false",
      "Dpkg::Progress-Fancy=false", "Dpkg::Options::=--force-unsafe-io", "Dpkg::Options::=--force-confdef",
      "Dpkg::Options::=--force-confold", "DPkg::Path=\(Self.standInDirectory):\(path)", "APT::Keep-Downloaded-Packages=true",
      "Dir::Log=/tmp", "Dir::Log::Planner=",
    ]
    return SandboxCommand(
      ["apt-get", "--yes", "--quiet"] + options.flatMap { ["--option", $0] } + arguments, network: network,
      binds: [
        SandboxBind(copy.cache, at: "/var/cache/apt"), SandboxBind(copy.lists, at: "/var/lib/apt/lists"),
      ])
  }
}
