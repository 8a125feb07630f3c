import Engine
import RecordingImage
import TaskGraph
import Testing

@testable import Tasks

/// What Kubernetes, its images and its runtimes come to by their variables.
@Suite struct KubernetesTests {
  @Test(arguments: [
    (["kubernetes_source_type=http"], "release binaries bring no package repository"),
    (["kubernetes_cni_source_type=http"], "the kubelet's package brings CNI plugins"),
    (["kubernetes_cni_source_type=distribution"], "the kubelet's package brings CNI plugins"),
    (["kubernetes_deb_version=1.35.0-1.1"], "is another version"),
    (
      ["kubernetes_load_additional_imgs=true", "kubernetes_images_source_type=none"], "only archives are loaded"
    ),
    (
      [
        "kubernetes_load_additional_imgs=true", "kubernetes_images_source_type=source", "kubernetes_source_type=source",
      ], "only archives are loaded"
    ),
    (["kubernetes_images_source_type=source"], "images are compiled from the source"),
    (["containerd_wasm_shims_runtimes=spin", "containerd_wasm_shims_sha256={}"], "there is no version or no checksum"),
    (["load_additional_components=true", "additional_registry_images=true"], "names none"),
    (["load_additional_components=true", "additional_url_images=true"], "names none"),
    (
      [
        "load_additional_components=true", "additional_registry_images=true",
        "additional_registry_images_list=registry.example.com/some thing:1",
      ], "is no name of a container image"
    ),
  ])
  func `variables that cannot all be meant are an error before anything is built, with a hint`(
    assignments: [String], message: String
  ) throws {
    var setting = Setting("")
    setting.assignments = assignments
    let error = #expect(throws: (any Error).self) { try setting.assembly(of: qemuDebian12) }
    let text = (error as? Failure).map { "\($0.message) hint: \($0.hint ?? "")" } ?? "\(error.map { "\($0)" } ?? "")"
    #expect(text.contains(message) && text.contains("hint: "), "\(text)")
  }

  @Test func `mirrors of registries are in containerd's files, as it reads them`() async throws {
    let mirrors =
      #"{"docker.io": "https://mirror.example/hub", "registry.k8s.io": "http://m:5000", "_default": "https://all.example"}"#
    let circumstances = try Setting("", "containerd_registry_mirrors=\(mirrors)").circumstances(of: qemuDebian12)
    let image = try await record(mirrorRegistries, in: circumstances).image
    #expect(
      image.text("/etc/containerd/certs.d/docker.io/hosts.toml") == """
        server = "https://registry-1.docker.io"

        [host."https://mirror.example/v2/hub"]
          capabilities = ["pull", "resolve"]
          override_path = true

        """)
    #expect(
      image.text("/etc/containerd/certs.d/registry.k8s.io/hosts.toml")
        == "server = \"https://registry.k8s.io\"\n\n[host.\"http://m:5000\"]\n  capabilities = [\"pull\", \"resolve\"]\n"
    )
    #expect(
      image.text("/etc/containerd/certs.d/_default/hosts.toml")
        == "[host.\"https://all.example\"]\n  capabilities = [\"pull\", \"resolve\"]\n")
  }

  @Test func `the sandbox image is the one that kubeadm names, unless the user names another one`() async throws {
    let own = try await record(nameSandboxImage, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(
      own.text("/etc/containerd/config.toml")
        == "version = 3\n[plugins.\"io.containerd.cri.v1.images\".pinned_images]\n"
        + "  sandbox = \"registry.k8s.io/pause:3.10.2\"\n")
    let circumstances = try Setting("", "pause_image=example.invalid/pause:9").circumstances(of: qemuDebian12)
    let given = try await record(nameSandboxImage, in: circumstances).image
    #expect(given.text("/etc/containerd/config.toml")?.contains("sandbox = \"example.invalid/pause:9\"") == true)
  }

  @Test func `runtimes that were asked for are in containerd's configuration beside runc`() async throws {
    let setting = Setting(
      "", "containerd_gvisor_runtime=true", "containerd_wasm_shims_runtimes=spin,lunatic")
    let text = try #require(
      try await record(configureContainerd, in: setting.circumstances(of: qemuDebian12)).image
        .text("/etc/containerd/config.toml"))
    for (name, type) in [("runsc", "runsc.v1"), ("spin", "spin.v2"), ("lunatic", "lunatic.v1"), ("runc", "runc.v2")] {
      let table = "[plugins.\"io.containerd.cri.v1.runtime\".containerd.runtimes.\(name)]\n"
      #expect(text.contains(table + "  runtime_type = \"io.containerd.\(type)\"\n"), "\(text)")
    }
  }

  @Test(arguments: [
    ("v1.27.3", ["environment", "kubelet-system-reserved.env"], ["config-dir"]),
    ("v1.28.1", ["file", "--config-dir=", "KUBELET_CONFIG_DROPIN_DIR_ALPHA=1"], []),
    ("v1.30.0", ["file", "--config-dir="], ["ALPHA"]),
  ])
  func `a kubelet is told of the system's resources in the way that its version reads`(
    version: String, wanted: [String], unwanted: [String]
  ) async throws {
    let setting = Setting("", "kubernetes_enable_automatic_resource_sizing=true", "kubernetes_semver=\(version)")
    let image = try await record(sizeSystemResources, in: setting.circumstances(of: qemuDebian12)).image
    let unit = try #require(image.text("/etc/systemd/system/kubelet.service.d/11-resource-sizing.conf"))
    for word in wanted { #expect(unit.contains(word), "no \(word) in \(unit)") }
    for word in unwanted { #expect(!unit.contains(word), "\(word) in \(unit)") }
    guard case .file(_, mode: 0o755)? = image.entries["/usr/libexec/kubernetes/size-system-resources"] else {
      Issue.record("there is no script")
      return
    }
  }

  @Test func `release archives bring the control plane's images, and more where that is asked for`() throws {
    let http = ["kubernetes_source_type=http", "kubernetes_cni_source_type=http"]
    func images(_ assignments: [String]) throws -> [String] {
      var setting = Setting("")
      setting.assignments = assignments
      return try setting.assembly(of: qemuDebian12).graph.works.map(\.name).filter { $0.hasSuffix("-image") }.sorted()
    }
    let own = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"]
    #expect(try images(http) == own.map { "\($0)-image" })
    #expect(
      try images(http + ["kubernetes_load_additional_imgs=true"])
        == (own + ["coredns", "etcd", "pause"]).map { "\($0)-image" }.sorted())
    #expect(try images(http + ["kubernetes_images_source_type=registry"]) == [])
    #expect(try images([]) == [])
  }

  @Test func `the kubelet is told of ECR's credential provider beside what the user tells it`() async throws {
    let setting = Setting(
      "", "ecr_credential_provider=true", "ecr_credential_provider_aws_profile=node",
      "ecr_credential_provider_match_images=*.example.com")
    let image = try await record(installECRProvider, in: setting.circumstances(of: qemuDebian12)).image
    let arguments = try #require(image.text("/etc/default/kubelet"))
    #expect(arguments.hasPrefix("KUBELET_EXTRA_ARGS=--image-credential-provider-bin-dir=/opt/bin "))
    #expect(arguments.hasSuffix(" --v=2\n"))
    let text = try #require(image.text("/var/usr/ecr-credential-provider/ecr-credential-provider-config"))
    #expect(text.contains("      - \"*.example.com\"\n    defaultCacheDuration: \"12h\"\n"))
    #expect(text.contains("value: node\n"))
  }

  @Test func `a node of Azure says so to registries, in the table of its containerd`() async throws {
    let target = Target(provider: "azure", system: "debian-12")
    #expect(azure.contains { $0.name == nameSourceToRegistries.name })
    let text = try #require(
      try await record(nameSourceToRegistries, in: Setting("").circumstances(of: target)).image
        .text("/etc/containerd/config.toml"))
    #expect(
      text.hasSuffix(
        "[plugins.\"io.containerd.cri.v1.images\".registry.headers]\n  X-Meta-Source-Client = [\"azure/capz\"]\n"))
  }
}
