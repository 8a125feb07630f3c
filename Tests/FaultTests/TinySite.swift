import BuildSites
import Glibc
import Storage
import SystemPackage

/// Sites that build images of the tiny distribution.
enum TinySite {
  /// The phases of such an image, in order; a boot would need a system.
  static let phases = [
    "base", "setup", "node", "containerd", "kubernetes", "provider", "sysprep", "check", "disk", "package",
  ]
  /// What is downloaded beside the pipeline.
  static let supplies = ["kubeadm-binary", "kubectl-binary", "kubelet-binary"]
  /// The goal of every test that needs only one, with what it leaves out.
  static let words = ["build-qemu-debian-12", "SKIP=boot"]
  /// The name of its image.
  static let image = "qemu-debian-12-kube-v1.30.0"

  /// Makes a site; nobody has signed the distribution, which mmdebstrap is told in a mount namespace of the program's own.
  ///
  /// - Parameter closed: for one where no name resolves, so that no public host is reached, and release binaries, which are
  ///   asked for where they are published, are rewritten to lie on the mirror.
  static func make(
    _ program: Program, _ mirror: Mirror, called name: String = Mirror.usual, in folder: FilePath,
    closed: Bool = false
  ) async throws -> Site {
    let variables = program.project.appending("tiny-\(name)\(closed ? "-closed" : "").yaml")
    let address = mirror.address(name)
    let open = "kubernetes_http_source: \(address)/release"
    let rewritten = "download_rewrites: {\"https://dl.k8s.io\": \"\(address)\"}"
    try writeAtomically(closed ? text(address).replacing(open, with: rewritten) : text(address), to: variables)
    let own = try program.called(String(UInt64.random(in: .min ... .max), radix: 36))
    var site = try await Site(own, in: folder, variables: [variables])
    let bootstrap = bootstrap(of: program)
    let script = "mount --bind \(bootstrap) \"$(command -v mmdebstrap)\"; exec \"$@\""
    let nameless =
      "for file in hosts resolv.conf; do mount --bind /dev/null /etc/$file; done; ! getent hosts dl.k8s.io; "
    site.starter = ["unshare", "--mount", "sh", "-euc", (closed ? nameless : "") + script, "sh"]
    return site
  }

  /// Makes a copy of mmdebstrap that trusts an archive without a signature.
  static func prepare(_ program: Program) async throws {
    let trust = #"'Acquire::AllowInsecureRepositories \"true\"', 'APT::Get::AllowUnauthenticated \"true\"'"#
    let line = #"unshift @ARGV, map { \"--aptopt=\$_\" } (\#(trust)) unless (\$ARGV[0] // '') =~ /-helper\$/;"#
    let copy = bootstrap(of: program)
    try await shell(
      "sed \"/^sub main() {/a\\    \(line)\" \"$(command -v mmdebstrap)\" >\(copy); chmod 755 \(copy)")
  }

  private static func bootstrap(of program: Program) -> FilePath { program.project.appending("mmdebstrap") }

  private static func text(_ address: String) -> String {
    """
    debian_mirror: \(address)/
    kernel_package: linux-image-tiny-amd64
    provider_kernel_package: linux-image-tiny-amd64
    base_packages: [tiny-boot]
    storage_packages: []
    baseline_packages: [tiny-tools]
    provider_packages: [tiny-agent]
    containerd_source_type: distribution
    kubernetes_source_type: http
    kubernetes_http_source: \(address)/release
    kubernetes_semver: v1.30.0
    kubernetes_cni_source_type: distribution
    crictl_source_type: none
    kubernetes_images_source_type: none
    pause_image: registry.k8s.io/pause:3.9
    disk_size: 400M

    """
  }
}
