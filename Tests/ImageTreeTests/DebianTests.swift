import Glibc
import ImageSandbox
import ImageTree
import Storage
import SystemPackage
import TestSupport
import Testing

/// With a package mirror: `IMAGE_BUILDER_TEST_NETWORK=1 swift test --filter DebianTests`. Takes about a minute.
@Suite(.enabled(if: getenv("IMAGE_BUILDER_TEST_NETWORK") != nil))
struct DebianTests {
  @Test func `two images of the same packages are the same, and hold nothing of the builder or of the tools`()
    async throws
  {
    try await withTestDirectory { store in
      var seals: [[LayerSeal]] = []
      let result: Result<Void, any Error>
      do {
        for number in 1...2 { seals.append(try await build("image\(number)", store)) }
        result = .success(())
      } catch {
        result = .failure(error)
      }
      for name in try listDirectory(store) { try await Sandbox.removeTree(store.appending(name), program: fixture) }
      try result.get()
      #expect(seals[0] == seals[1])
    }
  }

  /// A minimal system, and a layer with a kernel and a service on top.
  private func build(_ name: String, _ store: FilePath) async throws -> [LayerSeal] {
    let base = try await seal([], "\(name).base", store) { image in
      try await image.bootstrap(suite: "bookworm", withoutDocumentation: true)
      let gone = [
        "/etc/hostname", "/var/lib/apt/lists/*_Packages", "/var/cache/apt/*.bin", "/var/cache/apt/archives/*.deb",
        "/var/log/dpkg.log", "/var/log/apt/*", "/usr/share/man/man1/*", "/usr/sbin/policy-rc.d",
        "/etc/apt/apt.conf.d/99mmdebstrap",
      ]
      for pattern in gone { #expect(try await exists(pattern, image) == false, "\(pattern)") }
      #expect(try await image.read("/etc/resolv.conf") == "")
      #expect(try await image.read("/etc/apt/sources.list").contains("bookworm"))
    }
    let packages = try await seal([FilePath("\(name).base")], "\(name).packages", store) { image in
      try await image.installPackages(["systemd-sysv", "openssh-server", "linux-image-cloud-amd64", "initramfs-tools"])
      let versions = try await image.installedPackages()
      #expect(versions["openssh-server"] != nil)
      #expect(try await image.read("/etc/machine-id") == "")
      #expect(try await image.run("uname", "-r").hasSuffix("-cloud-amd64\n"))
      for pattern in ["/etc/ssh/ssh_host_*", "/boot/initrd*", "/var/lib/apt/lists/*_Packages"] {
        #expect(try await exists(pattern, image) == false, "\(pattern)")
      }
      try await image.disableService("ssh.service")
      try await image.enableService("ssh.service")
      #expect(try await exists("/etc/systemd/system/multi-user.target.wants/ssh.service", image))
      try await image.holdPackages(["openssh-server"])
      try await image.removePackages(["openssh-server"])
      #expect(try await image.installedPackages()["openssh-server"] == nil)
    }
    return [base, packages]
  }

  private func exists(_ pattern: String, _ image: Image) async throws -> Bool {
    for path in try await image.match(pattern) where try await image.facts(path, followingLinks: false) != nil {
      return true
    }
    return false
  }

  private func seal(
    _ layers: [FilePath], _ name: String, _ store: FilePath, _ body: (Image) async throws -> Void
  ) async throws -> LayerSeal {
    let plan = SandboxPlan(
      root: .layers(layers, upper: FilePath(name), work: FilePath(name + ".work")), store: store,
      sourceDateEpoch: 1_767_225_600)
    return try await Sandbox.withSession(plan, program: fixture) { session in
      try await body(image(session, store))
      return try await session.seal()
    }
  }
}
