import ImageSandbox

/// How mmdebstrap is called: once to fetch with the network, and once to install without.
struct Bootstrap {
  /// Where the hook that fetches lies in the image, in memory.
  static let fetchingFile = "/run/image-builder/fetch"
  /// Where that hook writes which lists it fetched, in memory.
  static let listsFile = "/run/image-builder/lists"

  /// Essential packages are first unpacked by tar, which knows nothing of what dpkg leaves out, and then again by dpkg;
  /// mmdebstrap's own filter between them takes many times as long.
  private static let unwanted = ["doc", "man", "info", "lintian", "locale"]
    .map { "--exclude=./usr/share/\($0)/*" }.joined(separator: " ")

  let suite: String
  let mirrors: [String]
  let components: [String]
  let packages: [String]

  /// A hook that fetches the lists, and all packages at once, with the options that mmdebstrap has prepared.
  func fetching(_ architecture: Architecture) -> String {
    let question = ArchiveIndexes.question.map { "'\($0)'" }.joined(separator: " ")
    return hook(
      [
        "apt-get update --error-on=any", "apt-get --yes --download-only install \(wanted(architecture))",
        "apt-get \(question) >\"$1\(Self.listsFile)\"",
      ])
  }

  /// A hook that fetches the lists, and writes into a file of the image what apt would install.
  func resolving(_ architecture: Architecture, into file: String) -> String {
    hook(
      [
        "apt-get --option Acquire::Retries=1 update --error-on=any",
        "apt-get --yes --simulate install \(wanted(architecture)) >\"$1\(file)\"",
      ])
  }

  private func hook(_ commands: [String]) -> String {
    (["#!/bin/sh -eu", "export APT_CONFIG=\"$MMDEBSTRAP_APT_CONFIG\""] + commands).map { $0 + "\n" }.joined()
  }

  /// What is to be installed, quoted for a shell.
  private func wanted(_ architecture: Architecture) -> String {
    let own = "?or(?archive(^\(suite)$),?codename(^\(suite)$)),?architecture(\(architecture.debianName))"
    let minimal = "?narrow(\(own),?or(?essential,?priority(required)))"
    return ([minimal, "apt"] + packages).map { "'\($0)'" }.joined(separator: " ")
  }

  /// Fetches everything into the pool.
  func fetch(_ architecture: Architecture, _ copy: PackagePool.PrivateCopy) -> SandboxCommand {
    command(
      architecture, copy, network: true,
      ["--variant=custom", "--skip=cleanup", "--setup-hook=\(Surroundings.imagePlace)\(Self.fetchingFile)"])
  }

  /// Installs from the pool.
  func install(_ architecture: Architecture, _ copy: PackagePool.PrivateCopy, trimmed: Bool) -> SandboxCommand {
    let include = packages.isEmpty ? [] : ["--include=\(packages.joined(separator: ","))"]
    var command = command(architecture, copy, network: false, ["--variant=minbase"] + include)
    if trimmed { command.environment["TAR_OPTIONS"] = Self.unwanted }
    return command
  }

  private func command(
    _ architecture: Architecture, _ copy: PackagePool.PrivateCopy, network: Bool, _ options: [String]
  ) -> SandboxCommand {
    let place = Surroundings.imagePlace
    let skipped = [
      // The hook has done it.
      "update",
      // What we mounted makes the image not empty, and is the sandbox's own.
      "check/empty", "chroot/mount/sys", "cleanup/run", "cleanup/tmp",
      // A foreign architecture is the sandbox's to run.
      "check/qemu",
      // Lists and packages are the pool's.
      "download/empty", "essential/unlink", "cleanup/apt",
      // The stand-ins do the same without changing the tree.
      "chroot/policy-rc.d", "chroot/start-stop-daemon",
    ]
    let all =
      [
        "--mode=root", "--architectures=\(architecture.debianName)",
        "--components=\(components.joined(separator: ","))",
        "--skip=\(skipped.joined(separator: ","))", "--aptopt=\(place)\(Apt.configurationFile)",
      ] + Apt.dpkgOptions.map { "--dpkgopt=\($0)" }
    return SandboxCommand(
      ["mmdebstrap"] + all + options + [suite, place] + mirrors, environment: ["PATH": Apt.path], network: network,
      root: .host,
      binds: [
        SandboxBind(copy.cache, at: place + "/var/cache/apt"),
        SandboxBind(copy.lists, at: place + "/var/lib/apt/lists"),
        // mmdebstrap fills /dev and /proc by itself, and unpacks a package that sets the modes of all three.
        SandboxBind(copy.dev, at: place + "/dev"),
        SandboxBind(copy.proc, at: place + "/proc"),
        SandboxBind(copy.sys, at: place + "/sys"),
      ])
  }
}
