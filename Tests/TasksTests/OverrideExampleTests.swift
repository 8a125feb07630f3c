import Engine
import SystemPackage
import TaskGraph
import Testing
import Variables

@testable import Tasks

/// Override files as users of the established project write them: all values are texts, with its templates, and with names that
/// users made up.
@Suite struct OverrideExampleTests {
  /// A file of Tests/Fixtures/overrides/, and what it does to a target.
  struct Example: Sendable, CustomTestStringConvertible {
    let file: String
    /// The phases that work anew, before what follows from them.
    let phases: [String]
    /// Some of the values that come of it.
    let values: [VariableName: Value]
    /// The names that are told to have no effect.
    let mentioned: [String]

    var testDescription: String { file }

    init(_ file: String, changes phases: [String], _ values: [VariableName: Value], mentioned: [String] = []) {
      self.file = file
      self.phases = phases
      self.values = values
      self.mentioned = mentioned
    }
  }

  static let examples = [
    Example(
      "kubernetes-version", changes: ["boot", "check", "kubernetes", "package"],
      [
        "kubernetes_deb_repo": .string("https://pkgs.k8s.io/core:/stable:/v1.34/deb/"),
        "artifact_name": .string("qemu-debian-12-kube-v1.34.2"),
      ], mentioned: ["kubernetes_rpm_version"]),
    Example(
      "kubernetes-binaries", changes: ["boot", "check", "kubernetes", "package"],
      [
        "kubernetes_http_source": .string("https://mirror.example.invalid/release"),
        "kubernetes_cni_source_type": .string("http"),
      ]),
    Example(
      "kubernetes-repository", changes: ["kubernetes", "package"],
      ["kubernetes_deb_repo": .string("https://packages.example.invalid/kubernetes/v1.36/deb/")],
      mentioned: ["kubernetes_rpm_gpg_check"]),
    Example(
      "more-packages", changes: ["package", "setup"], ["extra_debs": .list(["nfs-common", "open-iscsi"])],
      mentioned: ["extra_rpms"]),
    Example(
      "more-programs", changes: ["components", "package"],
      [
        "additional_executables_list": .list([
          "https://downloads.example.invalid/a", "https://downloads.example.invalid/b",
        ])
      ]),
    Example(
      "object", changes: ["components", "package"],
      [
        "additional_s3_secret": .secret(SecretValue("pass-word")), "additional_s3_ceph": .boolean(true),
        "additional_s3_destination_path": .string("/opt/drivers/"),
      ]),
    Example(
      "proxies", changes: [],
      ["https_proxy": .secret(SecretValue("http://me:pass-word@proxy.example.invalid:3128"))]),
    Example(
      "disk", changes: ["boot", "disk", "package"],
      [
        "disk_size": .bytes(24 << 30), "disk_compression": .boolean(true),
        "extra_kernel_boot_params": .string("intel_iommu=on hugepages=16"),
      ], mentioned: ["boot_wait", "headless", "memory", "vm_name"]),
    Example(
      "immutable", changes: ["boot", "check", "disk", "package", "sysprep"],
      [
        "immutable_read_only_root": .boolean(true), "immutable_root_partition_size": .bytes(8 << 30),
        "immutable_persistent_paths": .list(["/etc", "/home", "/var/lib", "/var/log"]),
        "immutable_data_partition_mount_options": .list(["defaults", "noatime", "x-systemd.device-timeout=60s"]),
      ], mentioned: ["autoinstall_profile"]),
    Example(
      "containerd", changes: ["boot", "check", "containerd", "package"],
      [
        "containerd_enable_limit_no_file": .boolean(true), "containerd_version": .string("2.3.1"),
        "containerd_baseurl": .string("https://github.com/containerd/containerd/releases/download/v2.3.1"),
      ]),
    Example(
      "own-repositories", changes: ["package", "setup", "sysprep"],
      [
        "extra_repos": .list(["repositories/ours.list"]), "disable_public_repos": .boolean(true),
        "reenable_public_repos": .boolean(false),
      ]),
    Example(
      "own-roles", changes: ["boot", "check", "custom", "node", "package"],
      [
        "node_custom_roles_pre": .list(["ours", "multipathd"]), "security_install_trivy": .boolean(true),
        "custom_role_names": .list(["security"]),
      ]),
    Example(
      "gvisor", changes: ["boot", "check", "containerd", "package"],
      ["containerd_gvisor_runtime": .boolean(true), "containerd_gvisor_version": .string("20260101")]),
    Example(
      "graphics", changes: ["boot", "check", "node", "package"],
      [
        "nvidia_bucket_secret": .secret(SecretValue("pass-word")), "gpu_vendor": .string("nvidia"),
        "gridd_feature_type": .string("4"),
      ]),
    Example(
      "kept-network", changes: ["package", "sysprep"],
      ["netplan_removal_excludes": .list(["01-netcfg.yaml", "99-ours.yaml"])]),
    Example(
      "aws", changes: [],
      [
        "ami_regions": .list(["eu-central-1", "eu-west-1"]), "ami_groups": .list([]),
        "aws_secret_key": .secret(SecretValue("pass-word")),
        "image_name": .string("our-debian-12-v1.36.1-nightly"),
      ],
      mentioned: [
        "ami_groups", "ami_regions", "ami_users", "aws_access_key", "aws_region", "aws_secret_key",
        "builder_instance_type", "encrypted", "image_name", "kms_key_id", "ssh_keypair_name", "subnet_id", "vpc_id",
      ]),
    Example(
      "azure", changes: [],
      [
        "client_secret": .secret(SecretValue("pass-word")), "subscription_id": .string("1-2"),
        "replication_regions": .list(["westeurope", "northeurope"]),
      ],
      mentioned: [
        "client_id", "client_secret", "replication_regions", "resource_group_name", "subscription_id",
        "virtual_network_name", "vm_size",
      ]),
    Example(
      "openstack", changes: [], ["image_visibility": .string("private")],
      mentioned: [
        "flavor", "floating_ip_network", "image_disk_format", "image_name", "image_visibility", "networks",
        "source_image", "ssh_username", "volume_type",
      ]),
    Example(
      "vsphere", changes: [],
      ["password": .secret(SecretValue("pass-word")), "convert_to_template": .boolean(true)],
      mentioned: [
        "cluster", "convert_to_template", "create_snapshot", "datacenter", "datastore", "folder",
        "insecure_connection", "linked_clone", "network", "password", "resource_pool", "template", "username",
        "vcenter_server",
      ]),
  ]

  @Test(arguments: examples)
  func `an override file changes these phases and no others, and says what has no effect`(example: Example) throws {
    let before = try variables(overriddenBy: [])
    let after = try variables(overriddenBy: [example.file])
    for (name, value) in example.values {
      #expect(after[name]?.value == value, "\(name)")
      #expect(before[name]?.value != value, "\(name) is so anyway")
    }
    let mentioned = after.notices.map { $0.text.split(separator: "`")[0] }.map(String.init)
    #expect(mentioned.sorted() == example.mentioned)

    let fields = try [before, after].map { variables in
      let works = try assemble([(qemuDebian12, variables)], skipping: [], toolVersions: [:], seal: { $0 }).graph.works
      return Dictionary(
        uniqueKeysWithValues: works.filter { $0.role == .phase }.map {
          ($0.name, $0.fields.map { "\($0.title)=\($0.value)" })
        })
    }
    let changed = Set(fields[0].keys).union(fields[1].keys).filter { fields[0][$0] != fields[1][$0] }
    #expect(changed.sorted() == example.phases)
    #expect(fields[1].values.joined().allSatisfy { !$0.contains("pass-word") })
  }

  @Test func `of several override files the last one that speaks wins, and the command line over all`() throws {
    let files = ["more-packages", "kept-network"]
    #expect(try variables(overriddenBy: files)["extra_debs"]?.value == .list([]))
    #expect(
      try variables(overriddenBy: files.reversed())["extra_debs"]?.value == .list(["nfs-common", "open-iscsi"]))
    let last = try variables(overriddenBy: files, assignments: ["extra_debs=tree"])["extra_debs"]
    #expect(last?.value == .list(["tree"]))
    #expect(last?.overrode.count == 3)
  }

  @Test func `every example is tried`() throws {
    let files = try SourceText.all(in: "Tests/Fixtures/overrides", suffix: ".json").map(\.path)
    #expect(files.sorted() == Self.examples.map { "Tests/Fixtures/overrides/\($0.file).json" }.sorted())
  }

  private func variables(overriddenBy files: [String], assignments: [String] = []) throws -> VariableSet {
    let vars = project.appending("vars")
    let folder = project.appending("Tests/Fixtures/overrides")
    return try resolveVariables(
      schema: Schema(readingFrom: vars),
      sources: LayerSources(
        root: vars, provider: qemuDebian12.provider, osFamily: Catalog.family(of: qemuDebian12),
        os: qemuDebian12.system, varFiles: files.map { folder.appending("\($0).json") },
        assignments: assignments.map { try Assignment(parsing: $0, source: "the test") },
        environment: [
          "KUBERNETES_MIRROR": "https://mirror.example.invalid", "PROXY_USER": "me", "PROXY_PASSWORD": "pass-word",
          "AWS_SECRET_ACCESS_KEY": "pass-word", "AZURE_CLIENT_SECRET": "pass-word", "AZURE_CLIENT_ID": "1",
          "AZURE_SUBSCRIPTION_ID": "1-2", "VSPHERE_PASSWORD": "pass-word",
        ]))
  }
}
