import BuildSites
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

/// Ubuntu's definitions, as far as they can be built without Ubuntu's archive.
extension RealImages.RealImageTests {
  /// Packages of Ubuntu that Debian has under another name or not at all, with those that stand for them.
  private static let standIns = [
    "cloud-initramfs-copymods", "linux-cloud-tools-azure:hyperv-daemons", "linux-image-azure:linux-image-cloud-amd64",
    "linux-image-virtual:linux-image-cloud-amd64",
  ]

  @Test(.makesRoom) func `the definitions of Ubuntu 24.04 for azure make a disk of Debian's packages`() async throws {
    _ = try await bench.mainJob.value
    let fixtures = Program.checkout.appending("Tests/Fixtures")
    let folder = site.folder.appending("stand-ins")
    try makeDirectories(folder)
    let server = Command(
      ["python3", fixtures.appending("stand-ins.py").string, folder.string, "bookworm-security"] + Self.standIns)
    let ran = try await withConversation(server) { conversation in
      var bytes: [UInt8] = []
      let chunks = conversation.chunks.makeAsyncIterator()
      while bytes.last != UInt8(ascii: "\n"), let chunk = try await chunks.next() { bytes += chunk }
      let port = String(decoding: bytes.dropLast(), as: UTF8.self)
      return try await site.build(
        "build-azure-sig-ubuntu-2404-gen2", "UNTIL=disk", "ubuntu_repo=\(try await archiveOfDebian())",
        "ubuntu_security_repo=http://127.0.0.1:\(port)", "disk_size=6G",
        // The agent has another name, whose package and a stand-in of that name exclude each other.
        "provider_packages=iptables-persistent linux-cloud-tools-azure netbase nfs-common waagent",
        variables: [fixtures.appending("ubuntu-from-debian.yaml")])
    }
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.count("built", "kubernetes-binaries") == 0)
    let disk = try site.entry(ran.key(of: "disk", for: "build-azure-ubuntu-2404"))
    let image = try await DiskImage(site.cache.appending("results/\(disk.result)/files/disk.raw"))
    let tree = site.folder.appending("ubuntu")
    try await image.copy(["/etc", "/boot"], to: tree)
    func text(_ path: String) throws -> String { try readText(tree.appending(path)) }
    #expect(try text("etc/apt/sources.list.d/ubuntu.sources").contains("Suites: bookworm bookworm-updates\n"))
    #expect(try text("etc/iptables/rules.v4").contains("168.63.129.16"))
    #expect(try text("etc/cloud/cloud.cfg.d/91_datasources.cfg") == "datasource_list: [Azure]\n")
    #expect(try text("etc/chrony/chrony.conf").contains("include /etc/chrony/host-clock.conf"))
    #expect(try text("boot/grub/grub.cfg").contains("'Ubuntu, with Linux 6.1."))
    #expect(try text("boot/grub/grub.cfg").contains(" earlyprintk=ttyS0"))
    // The same kernel under another name is there once.
    #expect(try listDirectory(tree.appending("boot")).filter { $0.hasPrefix("vmlinuz-") }.count == 1)
  }

  /// The archive that this machine takes Debian 12 from.
  private func archiveOfDebian() async throws -> String {
    let format = "--format '$(CODENAME) $(ORIGIN) $(REPO_URI)' 'Created-By: Packages'"
    let lines = try await shell("apt-get indextargets \(format)").split(separator: "\n").map {
      $0.split(separator: " ")
    }
    return String(try #require(lines.first { $0.starts(with: ["bookworm", "Debian"]) && $0.count == 3 })[2])
  }
}
