import BuildSites
import FoundationEssentials
import Glibc
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

/// The main job, what is built again, and what goes wrong.
extension RealImages.RealImageTests {
  // The main job

  @Test func `the main job leaves an image, its checksums, its manifest and its log`() async throws {
    let ran = try await bench.mainJob.value
    #expect(ran.status == 0, "\(ran.output)")
    #expect(
      ran.works("built").sorted()
        == (RealImages.layers + ["check", "disk", "boot", "package", "go-toolchain", "kubernetes-binaries"]).sorted())
    #expect(
      try listDirectory(site.output(image)) == [
        "SHA256SUMS", "build.log", "manifest.json", "\(image).cdx.json", "\(image).qcow2", "\(image).spdx.json",
      ])
    #expect(
      try await shell("sha256sum -c SHA256SUMS", in: site.output(image))
        == ["cdx.json", "qcow2", "spdx.json"].map { "\(image).\($0): OK\n" }.joined())
    let log = try readText(site.output(image).appending("build.log"))
    for phase in RealImages.layers { #expect(log.contains("==== \(phase) ====\n")) }
  }

  @Test func `the manifest says what is in the image and that it is proven`() async throws {
    let ran = try await bench.mainJob.value
    let manifest = try site.manifest(image)
    #expect(manifest.target == "qemu-debian-12")
    #expect(manifest.architecture == "amd64")
    #expect(manifest.kubernetes == "v1.20.2")
    #expect(manifest.proven && manifest.unproven.isEmpty)
    let sums = try readText(site.output(image).appending("SHA256SUMS"))
    let files = manifest.files.sorted { $0.name < $1.name }
    #expect(files.map { "\($0.sha256)  \($0.name)\n" }.joined() == sums)
    for phase in RealImages.layers + ["disk", "package"] {
      #expect(manifest.phases.first { $0.name == phase }?.key == ran.key(of: phase))
    }
    for package in ["containerd", "runc", "linux-image-cloud-amd64", "openssh-server", "cloud-init", "systemd"] {
      #expect(manifest.packages.contains { $0.hasPrefix("\(package)=") }, "no \(package)")
    }
    #expect(!manifest.packages.contains { $0.hasPrefix("golang") }, "the compiler is in the image")
  }

  @Test(arguments: ["seabios", "ovmfSecureBoot"])
  func `the image boots, and runs what was asked for`(firmware: String) async throws {
    struct Finding: Decodable {
      let name: String
      let passed: Bool
      let detail: String
    }
    let ran = try await bench.mainJob.value
    let report = try site.entry(ran.key(of: "boot")).facts["report"] ?? ""
    let findings = try JSONDecoder().decode([Finding].self, from: Data(report.utf8))
    let found = Dictionary(findings.map { ($0.name, $0) }) { first, _ in first }
    #expect(findings.filter { !$0.passed }.map { $0.name } == [])
    for name in ["no unit failed", "the system runs", "the root grew to the disk", "containerd answers"] {
      #expect(found["\(firmware): \(name)"] != nil, "not checked: \(name)")
    }
    #expect(
      found["\(firmware): the kubelet is the one asked for: `kubelet --version` says `^Kubernetes v1.20.2$`"] != nil)
    #expect(found["\(firmware): service containerd.service runs"]?.detail == "active")
  }

  @Test func `a second run reuses everything and leaves every file as it is`() async throws {
    _ = try await bench.mainJob.value
    func files() async throws -> String {
      try await shell("stat --format '%n %i %s %Y.%y' *", in: site.output(image))
    }
    let before = try await files()
    let ran = try await site.build("build-qemu-debian-12")
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.works("built") == [])
    #expect(ran.works("reused").sorted() == (RealImages.layers + ["check", "disk", "boot", "package"]).sorted())
    #expect(ran.output.contains("reused all"), "\(ran.output)")
    #expect(try await files() == before)
  }

  // The disk

  @Test func `nothing is wrong with the file system and the partition table of the disk`() async throws {
    let disk = try await disk()
    let checked = try await disk.checkedFileSystem()
    #expect(checked.status == .exited(0), "\(checked.text)")
    #expect(try await disk.checkedPartitions().contains("No problems found"))
  }

  @Test func `the image holds nobody's identity, and nothing of its making`() async throws {
    let disk = try await disk()
    let tree = site.folder.appending("tree")
    try await disk.copy(["/etc", "/root", "/home", "/var"], to: tree)
    func find(_ script: String) async throws -> [String] {
      try await shell(script, in: tree).split(separator: "\n").map(String.init)
    }
    #expect(try await find("find etc/ssh -name 'ssh_host_*'") == [])
    #expect(try fileStatus(tree.appending("etc/machine-id")).size == 0)
    #expect(
      try await find("find var/lib/dbus var/lib/systemd -name machine-id -o -name random-seed -o -name 'credential.*'")
        == [])
    #expect(try await find("find root home -name 'authorized_keys*' -o -name 'id_*' -o -name known_hosts") == [])
    #expect(try await find("awk -F: '$2 !~ /^[!*]/' etc/shadow") == [])
    #expect(
      try await find("find root home -name '.*history' -o -name .lesshst -o -name .viminfo -o -name .wget-hsts") == [])
    #expect(try await find("find var/log -type f -size +0") == [])
    #expect(try await find("find var/lib/apt/lists var/cache/apt -type f ! -name lock") == [])
    #expect(try await find("find var/lib/cloud var/tmp -mindepth 1 2>/dev/null || true") == [])
    #expect(try await find("find etc -name '*-' -type f -o -name '*.dpkg-*' -o -name '*.ucf-*'") == [])
    #expect(try await find("grep -rlsI -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' . || true") == [])
    // The build's own folders and names.
    #expect(try await find("grep -rlsI -e \(site.cache) -e image-builder.test . || true") == [])
    #expect(try await disk.names(in: "/tmp") == [])
    #expect(try await disk.names(in: "/run") == [])
    #expect(try await disk.names(in: "/root").allSatisfy { [".bashrc", ".profile", ".ssh"].contains($0) })
    // So that what was looked at is an image at all.
    #expect(try await find("ls etc/kubernetes etc/containerd/config.toml").contains("etc/containerd/config.toml"))
    try removeTree(tree)
  }

  private func disk() async throws -> DiskImage { try await DiskImage(delivered()) }

  /// The disk as a user gets it, unpacked by QEMU's own program.
  func delivered() async throws -> FilePath {
    _ = try await bench.mainJob.value
    let raw = site.folder.appending("delivered.raw")
    if !fileExists(raw) { try await shell("qemu-img convert -O raw \(site.output(image))/*.qcow2 \(raw)") }
    return raw
  }

  // What is built again

  @Test func `another Kubernetes version reruns kubernetes and what follows, and why names the versions and the lines`()
    async throws
  {
    let first = try await bench.mainJob.value
    let newer = site.folder.appending("newer.yaml")
    try writeAtomically("# Newer.\nkubernetes_semver: v1.20.3\n", to: newer)
    let why = try await site.ask(
      "why", "build-qemu-debian-12", "kubernetes", "--var-file", site.program.archiveVariables.string, "--var-file",
      newer.string)
    let line = try lineNumber(of: "kubernetes_semver:", in: site.program.archiveVariables)
    for word in ["kubernetes_semver", "v1.20.2", "vars/examples/debian-archive.yaml:\(line)", "v1.20.3", "\(newer):2"] {
      #expect(why.output.contains(word), "no \(word) in:\n\(why.output)")
    }

    // Two targets in one call: what they share is done once, also where both have it done anew.
    let both = try await site.build("build-qemu-debian-12", "build-raw-debian-12", "SKIP=boot", variables: [newer])
    #expect(both.status == 0, "\(both.output)")
    for phase in ["base", "setup", "node", "containerd"] {
      #expect(both.count("reused", phase) == 1 && both.count("built", phase) == 0, "\(phase)")
      #expect(both.key(of: phase) == first.key(of: phase))
    }
    for work in ["kubernetes-binaries", "kubernetes"] { #expect(both.count("built", work) == 1, "\(work)") }
    #expect(both.count("reused", "go-toolchain") == 1)
    for phase in ["provider", "sysprep", "check", "disk", "package"] {
      #expect(both.count("built", phase) == 2, "\(phase)")
      #expect(both.key(of: phase) != both.key(of: phase, for: "build-raw-debian-12"))
    }

    // Without a boot nothing is proven.
    for name in ["qemu", "raw"] {
      let manifest = try site.manifest("\(name)-debian-12-kube-v1.20.3")
      #expect(!manifest.proven)
      #expect(manifest.unproven == ["boot"])
      #expect(manifest.kubernetes == "v1.20.3")
    }
  }

  @Test func `the raw image boots`() async throws {
    _ = try await bench.mainJob.value
    let ran = try await site.build("build-raw-debian-12", "kubernetes_semver=v1.20.3", "boot_firmwares=ovmfSecureBoot")
    #expect(ran.status == 0, "\(ran.output)")
    #expect(try site.manifest("raw-debian-12-kube-v1.20.3").proven)
  }

  @Test(.makesRoom) func `the raw image has a kernel for machines of metal`() async throws {
    _ = try await bench.mainJob.value
    let ran = try await site.build("build-raw-debian-12", "kubernetes_semver=v1.20.3", "SKIP=boot")
    #expect(ran.status == 0, "\(ran.output)")
    let name = "raw-debian-12-kube-v1.20.3"
    let boot = try await DiskImage(site.output(name).appending("\(name).raw")).names(in: "/boot")
    let kernels = boot.filter { $0.hasPrefix("vmlinuz-") }
    #expect(kernels.count == 1)
    #expect(kernels.allSatisfy { $0.hasSuffix("-amd64") && !$0.contains("cloud") }, "\(kernels)")
    #expect(boot.filter { $0.hasPrefix("initrd") } == kernels.map { "initrd.img-" + $0.dropFirst("vmlinuz-".count) })
  }

  @Test func `PHASE reruns a phase, UNTIL stops after one, ONLY does both, FROM reruns what follows too`() async throws
  {
    _ = try await bench.mainJob.value
    let phase = try await site.build("build-qemu-debian-12", "PHASE=node")
    #expect(phase.works("built") == ["node"])
    #expect(phase.works("reused").contains("package"))

    let until = try await site.build("build-qemu-debian-12", "UNTIL=setup")
    #expect(until.works("built") == [])
    #expect(until.works("reused") == ["base", "setup"])

    let only = try await site.build("build-qemu-debian-12", "ONLY=node")
    #expect(only.works("built") == ["node"])
    #expect(only.works("reused") == ["base", "setup"])

    let from = try await site.build("build-qemu-debian-12", "FROM=check", "SKIP=boot")
    #expect(from.works("built").sorted() == ["check", "disk", "package"])
    #expect(from.works("reused").contains("sysprep"))
    #expect(try site.manifest(image).proven == false, "boot was skipped")

    let again = try await site.build("build-qemu-debian-12")
    #expect(again.works("built") == [], "the same disk has booted before")
    #expect(try site.manifest(image).proven)
  }

  // What goes wrong

  @Test func `a build that is killed while a machine boots leaves none running`() async throws {
    _ = try await bench.mainJob.value
    let killed = try await site.buildKilled(
      "build-qemu-debian-12", "boot_firmwares=seabios", "ONLY=boot", later: .seconds(3)
    ) { $0.step?.hasPrefix("boot by") == true }
    #expect(killed.wasKilled, "\(killed.output)")
    #expect(try await Leftovers(of: site).find() == [])
  }

  @Test func `the tree of a step that failed can be looked into, then and there and later`() async throws {
    _ = try await bench.mainJob.value
    let words = ["build-qemu-debian-12", "extra_debs=no-such-package", "UNTIL=setup", "ON_ERROR_ASK=1"]
    let said = try await site.type(
      [
        #"await \[q\]uit\? "#, #"type s\n"#, "await # ", #"type cat /etc/debian_version; touch /by-hand\r"#,
        #"await 12\.\d+"#, #"type exit\r"#, #"await \[q\]uit\? "#, #"type q\n"#,
      ], to: words)
    #expect(said.contains("[r]un setup again from its beginning"), "\(said)")
    #expect(said.contains("ended 1, terminal restored"), "\(said)")

    let look = try await site.ask(
      "shell", "--failed", "qemu-debian-12", "--var-file", site.program.archiveVariables.string, "--", "sh", "-c",
      "cat /etc/debian_version; ls -d /by-hand")
    #expect(look.status == 0, "\(look.output)")
    #expect(look.output.hasPrefix("12.") && look.output.contains("/by-hand"), "\(look.output)")
    #expect(try listDirectory(site.cache.appending("drafts")) == [])

    // What was changed by hand is in no result.
    let sound = try await site.build("build-qemu-debian-12", "UNTIL=setup", "PHASE=setup")
    #expect(sound.status == 0, "\(sound.output)")
    #expect(try await site.ask("shell", "--failed", "qemu-debian-12").status == 2)
    let clean = try await site.ask(
      "shell", "qemu-debian-12", "setup", "--var-file", site.program.archiveVariables.string, "--", "ls", "/")
    #expect(clean.status == 0 && !clean.output.contains("by-hand"), "\(clean.output)")
  }

  // By hand

  @Test func `a copy is booted for a person, who logs in by SSH and turns it off, and the image stays as it is`()
    async throws
  {
    let first = try await bench.mainJob.value
    try await shell("mkdir -p .ssh && ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519", in: site.folder)
    let data = site.folder.appending("user-data")
    try writeAtomically("#cloud-config\nwrite_files:\n- path: /run/wanted\n  content: as-asked\n", to: data)
    let entry = try site.entry(first.key(of: "disk"))
    let disk = site.cache.appending("results/\(entry.result)/files/disk.raw")
    let before = try await shell("stat --format '%i %s %Y.%y' \(disk)")
    let port = 20_000 + Int(getpid() % 20_000)
    async let booting = site.ask(
      "boot", "qemu-debian-12", "--var-file", site.program.archiveVariables.string, "--user-data", data.string,
      "--ssh-port", "\(port)", "--firmware", "uefi")
    let options =
      "-p \(port) -o BatchMode=yes -o ConnectTimeout=30 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
    let login = "ssh -i .ssh/id_ed25519 \(options) debian@127.0.0.1"
    // Until cloud-init is done, as it writes what was asked for; without KVM that is a minute on a machine that has time.
    let seen = try await shell(
      """
      for attempt in $(seq 300); do
        if \(login) cloud-init status --wait 2>/dev/null; then break; fi
        sleep 3
      done
      \(login) 'cat /run/wanted; sudo systemctl poweroff' || true
      """, in: site.folder)
    #expect(seen.contains("as-asked"), "\(seen)")
    let ran = try await booting
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.output.contains("once it is up: ssh -p \(port) "), "\(ran.output.prefix(2000))")
    #expect(try await shell("stat --format '%i %s %Y.%y' \(disk)") == before)
    #expect(try listDirectory(site.cache.appending("drafts")) == [])
    #expect(try await Leftovers(of: site).find() == [])
  }

  private func lineNumber(of start: String, in file: FilePath) throws -> Int {
    let lines = try readText(file).split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.hasPrefix(start) }) + 1
  }
}
