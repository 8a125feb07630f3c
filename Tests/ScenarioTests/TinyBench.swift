import BuildSites
import Storage
import SystemPackage
import TestSupport
import Testing

/// A site that builds images of the tiny distribution, whose packages take no time here, and the server that it comes from.
struct TinyBench: Sendable {
  @TaskLocal static var current: TinyBench?

  /// The name of the target of most tests.
  static let target = "build-qemu-debian-12"

  /// Where everything comes from; nobody has signed the distribution, but the repositories below `packages` are signed.
  let mirror: Mirror
  /// The folder that the server has it in, as `archive`.
  let folder: FilePath
  /// A site with a cache that all tests of a suite share.
  let site: Site

  /// Gives `body` a bench, and removes everything afterwards.
  static func with(_ body: () async throws -> Void) async throws {
    try await withTestDirectory { folder in
      let program = try await Program(copiedInto: folder)
      try await Mirror.with(folder.appending("mirror"), filledBy: "tiny-archive.py", ["quick"]) { mirror in
        let variables = folder.appending("tiny.yaml")
        try writeAtomically(text(mirror.address(Mirror.usual)), to: variables)
        let site = try await Site(program, in: folder.appending("site"), variables: [variables])
        try await $current.withValue(TinyBench(mirror: mirror, folder: folder.appending("mirror"), site: site)) {
          try await body()
        }
      }
    }
  }

  /// Writes a file of the user's beside the site's variables.
  func write(_ text: String, to name: String) throws -> FilePath {
    let file = site.folder.appending(name)
    try makeDirectories(file.removingLastComponent())
    try writeAtomically(text, to: file)
    return file
  }

  /// What a command of an image says, as the image was after a phase.
  func ask(_ phase: String, _ script: String, variables: FilePath) async throws -> String {
    let files = (site.variables + [variables]).flatMap { ["--var-file", $0.string] }
    return try await site.ask(["shell", "qemu-debian-12", phase] + files + ["--", "sh", "-c", script]).output
  }

  /// The address of Kubernetes' package repository, above `Release.key`.
  var kubernetesRepository: String { mirror.address(Mirror.usual) + "/packages/core:/stable:/v1.30/deb/" }

  /// The variables of a tiny image, whose archive lies at this address.
  static func text(_ address: String) -> String {
    """
    debian_mirror: \(address)/
    debian_mirror_options: [trusted=yes]
    kernel_package: linux-image-tiny-amd64
    generic_kernel_package: linux-image-tiny-amd64
    provider_kernel_package: linux-image-tiny-amd64
    base_packages: [tiny-boot]
    storage_packages: []
    baseline_packages: []
    provider_packages: []
    containerd_source_type: distribution
    kubernetes_source_type: http
    kubernetes_http_source: \(address)/release
    kubernetes_semver: v1.30.0
    kubernetes_cni_source_type: distribution
    crictl_source_type: none
    kubernetes_images_source_type: none
    pause_image: registry.k8s.io/pause:3.9
    disk_size: 400M
    aws_cli_source_type: none
    amazon_ssm_agent_source_type: none
    acr_credential_provider_source_type: none
    google_cloud_cli_source_type: none

    """
  }
}

/// Gives a suite its bench.
struct OnTinyBench: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await TinyBench.with(function)
  }
}

extension Trait where Self == OnTinyBench {
  /// The tests of the suite share one bench.
  static var onTinyBench: OnTinyBench { OnTinyBench() }
}
