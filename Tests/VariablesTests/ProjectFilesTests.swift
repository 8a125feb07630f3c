import Foundation
import SystemPackage
import Testing

@testable import Variables

/// The project's own `vars`.
@Suite struct ProjectFilesTests {
  private let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    .appending("vars")

  private func resolve(
    provider: String = "qemu", os: String = "debian-12", varFiles: [FilePath] = [], assignments: [String] = [],
    environment: [String: String] = [:], strict: Bool = false
  ) throws -> VariableSet {
    try resolveVariables(
      schema: Schema(readingFrom: root),
      sources: LayerSources(
        root: root, provider: provider, osFamily: os.prefix { $0 != "-" }.description, os: os, varFiles: varFiles,
        assignments: assignments.map { try Assignment(parsing: $0, source: "VARS") }, environment: environment,
        strict: strict))
  }

  @Test(arguments: [
    ("qemu", "debian-12"), ("raw", "debian-13"), ("ami", "ubuntu-2004"), ("azure", "ubuntu-2204"),
    ("gce", "ubuntu-2404"), ("ova", "ubuntu-2604"),
  ])
  func `every target resolves strictly and sets every variable`(provider: String, os: String) throws {
    let variables = try resolve(provider: provider, os: os, strict: true)
    let effective = try Schema(readingFrom: root).declarations.values.filter { $0.idleUntil == nil }
    #expect(effective.map(\.name).filter { variables[$0] == nil }.sorted() == [])
    #expect(variables.notices.isEmpty)
  }

  @Test func `no default is set twice in one layer`() throws {
    let layers = LayerReader(
      reading: LayerSources(root: root, provider: "qemu", osFamily: "debian", os: "debian-12"), through: VariableFiles()
    )
    var setters: [VariableName: Origin] = [:]
    for setting in layers.settings where setting.origin.description.hasPrefix("vars/defaults/") {
      #expect(setters[setting.name] == nil, "\(setting.name) is set twice, at \(setting.origin) the second time")
      setters[setting.name] = setting.origin
    }
    #expect(setters.count > 50)
  }

  @Test func `every sentence of the schema ends with a full stop and no retired name is declared`() throws {
    let schema = try Schema(readingFrom: root)
    for declaration in schema.declarations.values { #expect(declaration.summary.hasSuffix("."), "\(declaration.name)") }
    #expect(schema.retired.keys.filter { schema[$0] != nil }.isEmpty)
  }

  @Test func `one version is enough`() throws {
    let variables = try resolve(assignments: ["kubernetes_semver=v1.34.2"])
    #expect(variables["kubernetes_series"]?.value == .string("v1.34"))
    #expect(variables["kubernetes_deb_version"]?.value == .string("1.34.2-1.1"))
    #expect(variables["kubernetes_deb_repo"]?.value.text.hasSuffix("/v1.34/deb/") == true)
    #expect(variables["output_directory"]?.value == .string("output/qemu-debian-12-kube-v1.34.2"))
    #expect(variables["kubernetes_series"]?.origin.description.hasPrefix("vars/defaults/kubernetes.yaml:") == true)
  }

  @Test func `a version that is set is not derived`() throws {
    let variables = try resolve(assignments: ["kubernetes_semver=v1.34.2", "kubernetes_deb_version=1.34.2-2.0"])
    #expect(variables["kubernetes_deb_version"]?.value == .string("1.34.2-2.0"))
  }

  @Test func `the mirrors of Debian are the building machine's own`() throws {
    let variables = try resolve()
    #expect(variables["debian_mirror"]?.value == .string(""))
    #expect(variables["debian_security_mirror"]?.value == .string(""))
  }

  @Test func `Ubuntu's own names of its archives say where an image of it comes from`() throws {
    let one = try resolve(os: "ubuntu-2404", assignments: ["ubuntu_repo=http://mirror.example/ubuntu"])
    #expect(one["archive_mirror"]?.value == .string("http://mirror.example/ubuntu"))
    #expect(one["archive_security_mirror"]?.value == .string("http://mirror.example/ubuntu"))
    let two = try resolve(
      os: "ubuntu-2404",
      assignments: ["ubuntu_repo=http://mirror.example/ubuntu", "ubuntu_security_repo=http://security.example/ubuntu"])
    #expect(two["archive_security_mirror"]?.value == .string("http://security.example/ubuntu"))
    #expect(
      try resolve(assignments: ["ubuntu_repo=http://mirror.example/ubuntu"])["archive_mirror"]?.value == .string(""))
  }

  @Test func `a kernel that a distribution builds for a provider comes before what the provider asks of all`() throws {
    #expect(
      try resolve(provider: "azure", os: "ubuntu-2404")["provider_kernel_package"]?.value.text == "linux-image-azure")
    #expect(try resolve(provider: "azure")["provider_kernel_package"]?.value.text == "")
    #expect(try resolve(provider: "maas")["provider_kernel_package"]?.value.text == "linux-image-amd64")
    #expect(
      try resolve(provider: "maas", os: "ubuntu-2204")["provider_kernel_package"]?.value.text == "linux-image-generic")
  }

  @Test(arguments: [
    ("ami", "volume_size"), ("azure", "os_disk_size_gb"), ("huaweicloud", "volume_size"), ("nutanix", "disk_size_gb"),
    ("openstack", "volume_size"),
  ])
  func `a disk has the size that the established project's name for it says, at that provider`(
    provider: String, name: String
  ) throws {
    let variables = try resolve(provider: provider, assignments: ["\(name)=42"])
    #expect(variables["disk_size"]?.value.text == "42G")
    #expect(variables.notices.isEmpty)
    let usual = try resolve(provider: provider)["disk_size"]?.value
    #expect(try resolve(provider: provider, assignments: ["\(name)="])["disk_size"]?.value == usual)
    #expect(try resolve(assignments: ["\(name)=42"]).notices.count == 1)
  }

  @Test func `what an operating system or a provider wants of a node is theirs alone`() throws {
    #expect(try resolve()["system_kernel_parameters"]?.value == .map([:]))
    #expect(
      try resolve(os: "ubuntu-2204")["system_kernel_parameters"]?.value == .map(["net.ipv4.conf.all.rp_filter": "1"]))
    #expect(try resolve()["free_packages"]?.value == .list([]))
    #expect(try resolve(provider: "maas", os: "ubuntu-2204")["free_packages"]?.value == .list(["grub*"]))
  }

  @Test func `a disk has the provider's size until a user asks for another`() throws {
    #expect(try resolve(provider: "raw")["disk_size"]?.value == .bytes(6_442_450_944))
    #expect(try resolve()["disk_size"]?.value.text == "20G")
    #expect(try resolve(assignments: ["disk_size=8192"])["disk_size"]?.value.text == "8G")
  }

  @Test func `the examples resolve strictly`() throws {
    let examples = VariableFiles().yamlFiles(in: "\(root)/examples").map { FilePath($0) }
    #expect(!examples.isEmpty)
    for example in examples {
      let variables = try resolve(varFiles: [example], strict: true)
      #expect(variables["kubernetes_source_type"]?.value == .string("source"))
    }
  }

  @Test(arguments: [
    "kubelet_extra_args='--v=2 --foo=bar' pinned_debs=\"curl=7.88.1-10+deb12u14\" own=x ",
    #"{"kubelet_extra_args": "--v=2 --foo=bar", "pinned_debs": "curl=7.88.1-10+deb12u14", "own": "x"}"#,
    "kubelet_extra_args='--v=2 {{ user `flags` }}' pinned_debs={{user 'packages'}}",
  ]) func `what the established project sets by Ansible's variables alone is set by them here`(text: String) throws {
    let folder = try VariableFolder([
      "/user.yaml": "flags: --foo=bar\npackages: curl=7.88.1-10+deb12u14\nansible_user_vars: \(quoted(text))\n",
      "/later.yaml": "pinned_debs: [tree=2.1.0-1]\n",
    ])
    let file = folder.place.appending("user.yaml")
    let variables = try resolve(varFiles: [file])
    #expect(variables["kubelet_extra_args"]?.value == .string("--v=2 --foo=bar"))
    #expect(variables["kubelet_extra_args"]?.origin == .file(file.string, line: 3, column: 1))
    #expect(variables["pinned_debs"]?.value == .list(["curl=7.88.1-10+deb12u14"]))
    let later = try resolve(varFiles: [file, folder.place.appending("later.yaml")])
    #expect(later["pinned_debs"]?.value == .list(["tree=2.1.0-1"]))
  }

  @Test func `an override file of the established project works unchanged`() throws {
    let folder = try VariableFolder([
      "/overrides.json": """
      {
        "_comment": "written for Packer",
        "build_timestamp": "nightly-{{timestamp}}",
        "ansible_user_vars": "provider=cloudstack",
        "ansible_common_ssh_args": "-o Foo=bar",
        "boot_wait": "5s",
        "ssh_password": "hunter2",
        "iso_url": "file:///srv/{{user `our_release`}}.iso",
        "our_release": "7",
        "our_mirror": "{{env `MIRROR`}}/k8s",
        "aws_region": "eu-west-1",
        "extra_rpms": "\\"nfs-utils net-tools\\"",
        "kubernetes_source_replacements": "{\\"example.invalid/a\\":\\"golang-a-dev\\"}",
        "containerd_image_pull_progress_timeout": null,
        "containerd_enable_limit_no_file": "True",
        "disk_size": "10240",
        "extra_debs": "nfs-common open-iscsi",
        "kubernetes_semver": "v1.35.3",
        "kubernetes_series": "v1.35",
        "kubernetes_deb_version": "1.35.3-1.1",
        "kubernetes_rpm_version": "1.35.3",
        "kubernetes_deb_repo": "{{user `our_mirror`}}/{{ user `kubernetes_series` }}/deb/",
        "kubernetes_cni_deb_version": "",
        "pause_image": "{{user 'kubernetes_container_registry'}}/pause:3.10"
      }
      """
    ])
    let variables = try resolve(
      varFiles: [folder.place.appending("overrides.json")], environment: ["MIRROR": "https://mirror.example.invalid"])
    let expected: [VariableName: Value] = [
      "kubernetes_source_replacements": .map(["example.invalid/a": "golang-a-dev"]),
      "containerd_image_pull_progress_timeout": .string(""),
      "containerd_enable_limit_no_file": .boolean(true),
      "disk_size": .bytes(10_737_418_240),
      "extra_debs": .list(["nfs-common", "open-iscsi"]),
      "kubernetes_deb_repo": .string("https://mirror.example.invalid/k8s/v1.35/deb/"),
      "pause_image": .string("registry.k8s.io/pause:3.10"),
    ]
    for (name, value) in expected { #expect(variables[name]?.value == value, "\(name)") }
    let mentioned = variables.notices.map(\.text)
    #expect(mentioned.contains("`aws_region` has no effect until images are published"))
    #expect(mentioned.contains("`extra_rpms` has no effect until images of systems with RPM packages are built"))
    #expect(mentioned.contains { $0.hasPrefix("`ssh_password` has no meaning here: ") })
    #expect(mentioned.contains { $0.hasPrefix("`build_timestamp` has no meaning here: ") })
    #expect(!mentioned.contains { $0.contains("our_") })
  }

  /// The names that the established project's files and roles know; nothing but the names.
  private func establishedNames() throws -> [VariableName] {
    let path = root.removingLastComponent().appending("Tests/Fixtures/established-variables.txt")
    return try String(contentsOfFile: path.string, encoding: .utf8).split(separator: "\n").map {
      VariableName(rawValue: String($0))
    }
  }

  @Test func `every name of the established project is declared, or told why it has no effect, and only one of these`()
    throws
  {
    let schema = try Schema(readingFrom: root)
    let names = try establishedNames()
    #expect(names.count == 547)
    for name in names {
      let places = [schema[name] != nil, schema.retired[name] != nil]
      #expect(places.count { $0 } == 1, "\(name): declared, retired: \(places)")
    }
    #expect(schema.retired.values.allSatisfy { !$0.isEmpty })
  }

  @Test func `every name of the established project is taken without an error, and with a word where it does nothing`()
    throws
  {
    let schema = try Schema(readingFrom: root)
    let silent = try establishedNames().filter { schema[$0] == nil || schema[$0]?.idleUntil != nil }
    let lines = silent.map { name in
      switch schema[name]?.type {
      case .integer?: "\(name): \"7\"\n"
      case .boolean?: "\(name): \"true\"\n"
      case .url?: "\(name): https://example.invalid\n"
      case .choice(let words)?,
        .list(_, of: let words)? where !words.isEmpty:
        "\(name): \(words[0])\n"
      case .map?: "\(name): \"\"\n"
      default: "\(name): x\n"
      }
    }
    let folder = try VariableFolder(["/all.yaml": lines.joined()])
    let notices = try resolve(varFiles: [folder.place.appending("all.yaml")]).notices
    #expect(notices.count == silent.count)
  }

  @Test func `what opens a door at a provider is a secret`() throws {
    let schema = try Schema(readingFrom: root)
    let words = ["password", "secret", "token", "apikey", "api_key", "access_key"]
    for declaration in schema.declarations.values where words.contains(where: declaration.name.rawValue.contains) {
      #expect(declaration.secrecy != nil, "\(declaration.name)")
    }
  }

  @Test func `a value that nobody needs so far may name what only Packer knows`() throws {
    let folder = try VariableFolder([
      "/image.json": """
      { "image_name": "capi-{{user `build_name`}}-{{timestamp}}", "ami_description": "of {{user `image_name`}}",
        "image_family": "{{user `build_timestamp`}}", "region": "{{user `ami_regions`}}x" }
      """
    ])
    let variables = try resolve(varFiles: [folder.place.appending("image.json")])
    #expect(variables["image_name"] == nil)
    #expect(variables["region"]?.value == .string("x"))
    let error = #expect(throws: VariableErrors.self) {
      try resolve(assignments: ["artifact_name=x-{{user `build_timestamp`}}"])
    }
    #expect(error?.errors.first?.hint?.hasPrefix("an image that names the moment") == true)
  }
}
