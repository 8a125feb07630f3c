import Engine
import TaskGraph
import Testing

@testable import Tasks

/// The pipelines, and what their phases share.
@Suite struct PipelineTests {
  @Test(arguments: Catalog.targets) func `a Linux image's pipeline reads like the design's`(target: Target) {
    #expect(
      Catalog.phases(of: target).map(\.name.rawValue) == [
        "base", "setup", "node", "containerd", "kubernetes", "components", "provider", "custom", "sysprep",
        "check", "disk", "boot", "package",
      ])
    #expect(Catalog.gates(of: target).map(\.rawValue) == ["check", "boot"])
  }

  @Test func `every provider builds every system, and each target has a name of its own`() {
    #expect(Catalog.targets.filter { $0.variant == nil }.count == 18 * 6)
    #expect(Catalog.targets.count == 19 * 6)
    let names = Catalog.targets.map(\.name) + Catalog.aliases.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: [
    ("azure-sig-ubuntu-2404-gen2", "azure-ubuntu-2404"), ("azure-vhd-ubuntu-2004", "azure-ubuntu-2004"),
    ("do-ubuntu-2204", "digitalocean-ubuntu-2204"), ("osc-ubuntu-2604", "outscale-ubuntu-2604"),
    ("node-ova-local-ubuntu-2204-efi", "ova-ubuntu-2204"), ("node-ova-vsphere-clone-ubuntu-2404", "ova-ubuntu-2404"),
    ("qemu-ubuntu-2404-cloudimg", "qemu-ubuntu-2404"), ("maas-ubuntu-2604-efi", "maas-ubuntu-2604"),
  ])
  func `a target goes by its established name too`(name: String, target: String) {
    #expect(Catalog.target(named: name)?.name == target)
  }

  @Test func `eighteen images of a system share everything before provider, whatever their kernel`() throws {
    let targets = Catalog.targets.filter { $0.system == "ubuntu-2404" && $0.variant == nil }
    let works = try Setting("").assembly(of: targets).graph.works.filter { $0.role == .phase }
    for name in ["base", "setup", "node", "containerd", "kubernetes"] {
      #expect(works.count { $0.name == name } == 1, "\(name)")
    }
    #expect(works.count { $0.name == "provider" } == 18)
  }

  @Test func `an unknown provider has no phases`() {
    #expect(Catalog.phases(of: Target(provider: "moon", system: "debian-12")).isEmpty)
  }

  @Test(arguments: Setting.all) func `providers of a system share everything before provider, and nothing after`(
    setting: Setting
  ) throws {
    let graph = try setting.assembly(of: qemuDebian12, rawDebian12).graph
    let shared = ["base", "setup", "node", "containerd", "kubernetes", "components"]
    for work in graph.works where work.role == .phase {
      let count = graph.works.count { $0.name == work.name && $0.role == .phase }
      #expect(count == (shared.contains(work.name) ? 1 : 2), "\(work.name)")
    }
    for work in graph.works where work.role == .supply {
      #expect(graph.works.count { $0.name == work.name } == 1, "\(work.name)")
      #expect(graph.targetsByWork()[work.id]?.count == 2, "\(work.name)")
    }
  }

  @Test func `systems share no phase, but the supplies that are the same for both`() throws {
    let graph = try Setting("", files: [archiveExample])
      .assembly(of: qemuDebian12, Target(provider: "qemu", system: "debian-13")).graph
    let shared = graph.works.filter { graph.targetsByWork()[$0.id]?.count == 2 }
    #expect(shared.map(\.name).sorted() == ["go-toolchain", "kubernetes-binaries"])
  }

  @Test func `three Kubernetes versions for two providers share base to containerd, and each version its Kubernetes`()
    throws
  {
    let works = try ["v1.34.1", "v1.35.2", "v1.36.0"].flatMap {
      try Setting("", "kubernetes_semver=\($0)").assembly(of: qemuDebian12, rawDebian12).graph.works
    }
    func count(_ name: String) -> Int { Set(works.filter { $0.name == name }.map(\.id)).count }
    for name in ["base", "setup", "node", "containerd"] { #expect(count(name) == 1, "\(name)") }
    #expect(count("kubernetes") == 3)
    #expect(count("provider") == 6)
  }

  @Test(arguments: Setting.all) func `no supply is called like a phase or like what a phase takes in`(setting: Setting)
    throws
  {
    let works = try setting.assembly(of: qemuDebian12).graph.works
    let supplies = works.filter { $0.role == .supply }.map(\.name)
    #expect(Set(supplies).isDisjoint(with: Catalog.phaseNames.map(\.rawValue) + ["layer"]))
    #expect(Set(supplies).count == supplies.count)
    for work in works { #expect(Set(work.inputs.map(\.name)).count == work.inputs.count, "\(work.name)") }
  }

  /// What a change of one variable makes anew, before what follows from it.
  @Test(arguments: [
    ("kubernetes_semver=v1.36.0", ["boot", "check", "kubernetes"], []),
    (
      "kubernetes_semver=v1.36.0", ["boot", "check", "kubernetes", "kubernetes-repository-key"],
      ["kubernetes_semver=v1.35.0"]
    ),
    ("kubernetes_deb_version=1.36.1-2.1", ["check", "kubernetes"], []),
    (
      "kubernetes_semver=v1.36.0",
      [
        "boot", "check", "kube-apiserver-image", "kube-controller-manager-image", "kube-proxy-image",
        "kube-scheduler-image", "kubeadm-binary", "kubectl-binary", "kubelet-binary", "kubernetes",
      ],
      ["kubernetes_source_type=http", "kubernetes_cni_source_type=http"]
    ),
    (
      "kubernetes_semver=v1.20.3", ["boot", "check", "kubernetes", "kubernetes-binaries"],
      ["kubernetes_source_type=source", "kubernetes_cni_source_type=distribution"]
    ),
    ("crictl_version=1.35.0", ["boot", "check", "crictl-archive", "kubernetes"], []),
    ("containerd_version=2.3.1", ["boot", "check", "containerd", "containerd-archive", "containerd-unit"], []),
    ("runc_version=1.4.2", ["containerd", "runc-binary"], []),
    ("containerd_url=https://example.invalid/containerd.tar.gz", ["containerd", "containerd-archive"], []),
    ("containerd_runc_url=https://example.invalid/runc", ["containerd", "runc-binary"], []),
    ("containerd_runc_checksum_url=https://example.invalid/sums", ["containerd", "runc-binary"], []),
    ("containerd_cri_socket=/run/another.sock", ["containerd"], []),
    (
      "containerd_wasm_shims_version=v0.12.0", ["containerd", "wasm-spin"], ["containerd_wasm_shims_runtimes=spin"]
    ),
    (
      "containerd_wasm_shims_url=https://example.invalid/<SHIM>", ["containerd", "wasm-spin"],
      ["containerd_wasm_shims_runtimes=spin"]
    ),
    ("crictl_url=https://example.invalid/crictl.tar.gz", ["crictl-archive", "kubernetes"], []),
    (
      "systemd_prefix=/etc/systemd", ["kubernetes"], ["kubernetes_source_type=http", "kubernetes_cni_source_type=http"]
    ),
    (
      "sysusr_prefix=/opt", ["containerd", "kubernetes"],
      ["kubernetes_source_type=http", "kubernetes_cni_source_type=http"]
    ),
    ("sysusrlocal_prefix=/opt", ["kubernetes"], []),
    (
      "kubernetes_cni_http_checksum=https://example.invalid/sums", ["cni-archive", "kubernetes"],
      ["kubernetes_source_type=http", "kubernetes_cni_source_type=http"]
    ),
    (
      "ecr_credential_provider_version=v1.32.0", ["components", "ecr-credential-provider"],
      ["ecr_credential_provider=true"]
    ),
    (
      "ecr_credential_provider_base_url=https://example.invalid", ["components", "ecr-credential-provider"],
      ["ecr_credential_provider=true"]
    ),
    (
      "ecr_credential_provider_binary_filename=provider", ["components", "ecr-credential-provider"],
      ["ecr_credential_provider=true"]
    ),
    (
      "ecr_credential_provider_os=another", ["components", "ecr-credential-provider"], ["ecr_credential_provider=true"]
    ),
    (
      "ecr_credential_provider_arch=s390x", ["components", "ecr-credential-provider"], ["ecr_credential_provider=true"]
    ),
    ("ecr_credential_provider_install_dir=/usr/local/bin", ["components"], ["ecr_credential_provider=true"]),
    (
      "gpu_amd_usecase=graphics", ["custom"],
      ["node_custom_roles_post=gpu", "gpu_vendor=amd", "amd_version=6.4.2", "amd_deb_version=6.4.60402-1"]
    ),
    ("pause_image=example.invalid/pause:1", ["boot", "kubernetes"], []),
    ("kubernetes_container_registry=example.invalid", ["boot", "kubernetes"], []),
    (
      "containerd_gvisor_runtime=true", ["boot", "check", "containerd", "containerd-shim-runsc-v1", "runsc"], []
    ),
    ("registry_auth_file=/root/.docker/config.json", [], []),
    ("insecure_registries=example.invalid:5000", ["kubernetes"], []),
    ("extra_debs=tree", ["setup"], []),
    ("include_documentation=true", ["base", "boot", "check"], []),
    ("enable_containerd_audit=true", ["node"], []),
    ("datasources=NoCloud", ["provider"], []),
    ("sysctl_conf_file=/etc/sysctl.d/1.conf", ["node"], []),
    ("system_kernel_parameters={\"vm.swappiness\":\"0\"}", ["node"], []),
    ("external_binary_path=/opt/bin", ["node"], []),
    ("free_packages=grub*", ["sysprep"], []),
    ("netplan_removal_excludes=01-netcfg.yaml", ["sysprep"], []),
    ("kubevirt=true", ["sysprep"], []),
    ("sysprep_require_grub_file=false", ["boot", "disk"], []),
    ("hostname=node", ["sysprep"], []),
    ("ib_version=v9", ["check", "sysprep"], []),
    ("disk_size=30G", ["boot", "disk"], []),
    ("root_filesystem_label=cloudimg-rootfs", ["boot", "disk"], []),
    ("root_mount_options=noatime", ["disk"], []),
    ("filesystem_bytes_per_inode=8K", ["disk"], []),
    ("filesystem_reserved_percent=1", ["disk"], []),
    ("extra_kernel_boot_params=quiet", ["boot", "disk"], []),
    ("provider_kernel_arguments=quiet", ["boot", "disk"], []),
    ("boot_time_limit=900", ["boot"], []),
    ("immutable_tmpfs_paths=/tmp", ["boot", "check", "disk", "sysprep"], []),
    ("immutable_data_partition_label=DATA", ["boot", "disk", "sysprep"], ["immutable_data_partition=true"]),
    ("boot_check=kubeadm", ["boot"], []),
    ("boot_check=cluster", ["boot"], ["boot_check=kubeadm"]),
    ("kubeadm_check_memory=8G", [], []),
    ("kubeadm_check_memory=8G", ["boot"], ["boot_check=kubeadm"]),
    ("kubeadm_check_time_limit=900", ["boot"], ["boot_check=kubeadm"]),
    ("kubernetes_container_registry=example.invalid", ["boot", "kubernetes"], ["boot_check=kubeadm"]),
    ("goss_inspect_mode=true", ["boot", "check"], []),
    ("hygiene_exceptions=/root/.netrc", ["check"], []),
    ("disk_compression=true", ["package"], []),
    ("artifact_name=another", [], []),
    ("output_directory=elsewhere", [], []),
    ("http_proxy=http://name:password@127.0.0.1:3128", [], []),
    ("https_proxy=http://name:password@127.0.0.1:3128", [], []),
    ("no_proxy=example.invalid", [], []),
    ("build_ca_certificates=/etc/own.pem", [], []),
    // What has a published checksum is the same wherever it comes from.
    (#"download_rewrites={"https://github.com": "https://mirror.example.invalid"}"#, [], []),
    (
      #"download_rewrites={"https://raw.githubusercontent.com": "https://mirror.example.invalid"}"#,
      ["containerd", "containerd-unit"], []
    ),
    ("remove_extra_repos=true", ["sysprep"], []),
    ("disable_public_repos=true", ["setup", "sysprep"], []),
  ])
  func `a variable changes the keys of the phases that read it, and no others`(
    change: String, phases: [String], base: [String]
  ) throws {
    var before = Setting("before")
    before.assignments = base
    var after = Setting("after")
    after.assignments = base + [change]
    let fields = try [before, after].map { setting in
      let works = try setting.assembly(of: qemuDebian12).graph.works
      return Dictionary(works.map { ($0.name, $0.fields.map { "\($0.title)=\($0.value)" }) }) { first, _ in first }
    }
    let changed = Set(fields[0].keys).union(fields[1].keys).filter { fields[0][$0] != fields[1][$0] }
    // An image says how it was built: whatever shapes it joins the key of the package, and what only proves it does not.
    let told = phases.allSatisfy { ["boot", "check"].contains($0) } ? [] : ["package"]
    #expect(changed.sorted() == Set(phases + told).sorted())
  }

  @Test func `no secret is in any key, plan or supply`() throws {
    let secret = "pass-word-of-the-proxy"
    let assembly = try Setting("", files: [archiveExample], "http_proxy=http://name:\(secret)@127.0.0.1:3128")
      .assembly(of: qemuDebian12, rawDebian12)
    #expect(assembly.graph.works.contains { "\($0)".contains(secret) } == false)
    #expect(assembly.graph.works.flatMap(\.fields).allSatisfy { $0.kind != .variable || !$0.name.contains("proxy") })
  }
}
