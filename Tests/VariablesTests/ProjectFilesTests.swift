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
        root: root, provider: provider, osFamily: "debian", os: os, varFiles: varFiles,
        assignments: assignments.map { try Assignment(parsing: $0, source: "VARS") }, environment: environment,
        strict: strict))
  }

  @Test(arguments: ["qemu", "raw"], ["debian-12", "debian-13"])
  func `every target resolves strictly and sets every variable`(provider: String, os: String) throws {
    let variables = try resolve(provider: provider, os: os, strict: true)
    let declared = try Schema(readingFrom: root).declarations.keys.sorted()
    #expect(variables.names == declared)
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
    #expect(mentioned.contains("`aws_region` is recognized and has no effect yet"))
    #expect(mentioned.contains("`extra_rpms` is recognized and has no effect yet"))
    #expect(mentioned.contains { $0.hasPrefix("`ssh_password` has no meaning here: ") })
    #expect(mentioned.contains { $0.hasPrefix("`build_timestamp` has no meaning here: ") })
    #expect(!mentioned.contains { $0.contains("our_") })
  }

  @Test func `every name of the established project is taken without an error`() throws {
    let names = try recognizedNames(root: root, files: VariableFiles())
    #expect(names.count > 474)
    let schema = try Schema(readingFrom: root)
    let others = names.sorted().filter { schema[VariableName(rawValue: $0)] == nil }
    let folder = try VariableFolder(["/all.yaml": others.map { "\($0): x\n" }.joined()])
    #expect(try resolve(varFiles: [folder.place.appending("all.yaml")]).notices.count == others.count)
  }

  @Test func `a target's variables are read and resolved in a moment`() throws {
    let schema = try Schema(readingFrom: root)
    let sources = LayerSources(root: root, provider: "qemu", osFamily: "debian", os: "debian-12")
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<20 {
      times.append(try clock.measure { _ = try resolveVariables(schema: schema, sources: sources) })
    }
    // The fastest of several, since tests run side by side; a debug build needs about a tenth of this.
    #expect(try #require(times.min()) < .milliseconds(20))
  }
}
