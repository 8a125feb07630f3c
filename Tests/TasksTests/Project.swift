import Engine
import SystemPackage
import TaskGraph
import Variables

@testable import Tasks

/// The folder of the project.
let project = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

/// Where everything comes from Debian's archive.
let archiveExample = project.appending("vars/examples/debian-archive.yaml")

/// A way to set variables, with a name for failures.
struct Setting: Sendable, CustomStringConvertible {
  let description: String
  var files: [FilePath] = []
  var assignments: [String] = []

  init(_ description: String, files: [FilePath] = [], _ assignments: String...) {
    self.description = description
    self.files = files
    self.assignments = assignments
  }

  /// Settings that, taken together, come to every part of every step.
  static let all = [
    Setting("the defaults"),
    Setting("Debian's archive alone", files: [archiveExample]),
    Setting(
      "release binaries", "kubernetes_source_type=http", "kubernetes_cni_source_type=http", "runc_version=1.4.2",
      "kubernetes_load_additional_imgs=true", "kubernetes_enable_automatic_resource_sizing=true",
      "containerd_gvisor_runtime=true", "containerd_wasm_shims_runtimes=spin,wws",
      "containerd_sha256=\(String(repeating: "c", count: 64))"),
    Setting(
      "binaries beside packages", "kubernetes_source_type=source", "kubernetes_cni_deb_version=1.4.0-1.1",
      "containerd_enable_limit_no_file=true", "enable_containerd_audit=true", "ib_version=v1", "ib_commit=abc"),
    Setting(
      "images from source", files: [archiveExample], "kubernetes_images_source_type=source"),
    Setting(
      "a source archive", "kubernetes_source_type=source",
      "kubernetes_source_url=https://example.invalid/kubernetes.tar.gz",
      "containerd_image_pull_progress_timeout=5m", "datasources=NoCloud", "provider_kernel_package=linux-image-rt",
      "kubevirt=true"),
    Setting(
      "optional roles", "security_install_falco=true", "security_install_trivy=true", "gpu_vendor=nvidia",
      "nvidia_bucket=b", "nvidia_installer_location=o", "nvidia_tok_location=t", "gridd_feature_type=1",
      "multipathd_custom_conf_file_path=\(project)/README.md"),
    Setting(
      "AMD's driver", "gpu_vendor=amd", "amd_version=1", "amd_deb_version=1",
      #"containerd_registry_mirrors={"docker.io": "https://mirror.example.invalid/hub"}"#),
    Setting(
      "repositories", "extra_repos=\(project)/Tests/Fixtures/extra.list", "extra_repo_keys=\(project)/README.md",
      "disable_public_repos=true", "image_ca_certificates=\(project)/README.md", "remove_extra_repos=true",
      "pip_conf_file=\(project)/README.md"),
    Setting(
      "additions", #"custom_files=[{"source": "\#(project)/README.md", "destination": "/opt/", "owner": "root:adm"}]"#,
      "custom_scripts=\(project)/hack/help", "load_additional_components=true", "additional_executables=true",
      "additional_executables_list=https://example.invalid/a,https://example.invalid/b",
      "additional_executables_destination_path=/usr/local/bin", "additional_url_images=true",
      "additional_url_images_list=https://example.invalid/images.tar",
      "additional_registry_images=true", "additional_registry_images_list=example.invalid/image:1",
      "ecr_credential_provider=true",
      "additional_executables_checksums={\"b\": \"\(String(repeating: "b", count: 64))\"}"),
    Setting(
      "what providers add", "aws_cli_source_type=release", "amazon_ssm_agent_source_type=release", "debug_tools=true",
      "acr_credential_provider_source_type=http", "google_cloud_cli_source_type=release", "provider=cloudstack",
      "apt_sources_format=deb822", "azure_cli_suite=bookworm"),
    Setting(
      "an immutable system", "immutable_data_partition=true", "immutable_read_only_root=true",
      "immutable_persistent_paths=/etc,/home,/var/lib,/var/log", "immutable_tmpfs_paths=/tmp,/var/tmp",
      "immutable_root_partition_size=4G"),
    Setting(
      "an object of a storage", "load_additional_components=true", "additional_s3=true", "additional_s3_bucket=b",
      "additional_s3_object=o", "additional_s3_destination_path=/opt/o"),
  ]

  private static let schema = Result { try Schema(readingFrom: project.appending("vars")) }
  private static let read = VariableFiles()

  /// Targets that, taken together, come to every part of the steps of a phase, as `stepsByPhase` calls it.
  static func targets(of phase: String) -> [Target] {
    let provider = phase.hasPrefix("provider of ") ? String(phase.dropFirst("provider of ".count)) : "qemu"
    return (provider == "qemu" ? ["debian-12", "ubuntu-2404"] : ["debian-12"]).map {
      Target(provider: provider, system: $0)
    }
  }

  /// The variables of a target.
  func variables(of target: Target) throws -> VariableSet {
    try resolveVariables(
      schema: Self.schema.get(),
      sources: LayerSources(
        root: project.appending("vars"), provider: target.provider, osFamily: Catalog.family(of: target),
        os: target.system, variant: target.variant, varFiles: files,
        assignments: assignments.map { try Assignment(parsing: $0, source: "the test") }, strict: true),
      files: Self.read)
  }

  /// What the works of a target share.
  func circumstances(of target: Target) throws -> Circumstances {
    Circumstances(
      target: target, values: try variables(of: target), codeDigests: CodeDigests.byFolder, toolVersions: [:],
      surroundings: "1", seal: { $0 })
  }

  /// The targets put together.
  func assembly(of targets: Target...) throws -> Assembly { try assembly(of: targets) }

  /// The targets put together.
  func assembly(of targets: [Target]) throws -> Assembly {
    try assemble(
      targets.map { ($0, try variables(of: $0)) }, skipping: [], toolVersions: [:], seal: { $0 })
  }
}

let qemuDebian12 = Target(provider: "qemu", system: "debian-12")
let rawDebian12 = Target(provider: "raw", system: "debian-12")
