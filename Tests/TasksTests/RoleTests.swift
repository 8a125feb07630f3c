import Engine
import FoundationEssentials
import RecordingImage
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing
import Variables

@testable import Tasks

/// Roles that users name, as far as that is known before they run.
@Suite struct RoleTests {
  @Test(arguments: [
    ("firstboot_custom_roles_pre", "setup", true), ("firstboot_custom_roles_post", "setup", false),
    ("node_custom_roles_pre", "node", true), ("custom_role_names", "custom", false),
    ("node_custom_roles_post", "custom", false), ("node_custom_roles_post_sysprep", "sysprep", false),
  ]) func `a role runs where the established project runs it`(variable: String, phase: String, isBefore: Bool)
    async throws
  {
    try await withRoles { site in
      let circumstances = try site.setting("\(variable)=own").circumstances(of: qemuDebian12)
      for name in Hook.phases {
        let attached = try attachedSteps(to: name, circumstances)
        let isHere = name.rawValue == phase
        let title = ["run the role own of \(variable)"]
        #expect(attached.before.map(\.name) == (isHere && isBefore ? title : []))
        #expect(attached.after.map(\.name) == (isHere && !isBefore ? title : []))
        #expect(attached.tools.map(\.program) == (isHere ? ["ansible-playbook"] : []))
      }
      #expect(Catalog.toolPackages(for: [circumstances.values])["ansible-playbook"] == "ansible-core")
    }
    #expect(Catalog.toolPackages(for: [try Setting("").variables(of: qemuDebian12)])["ansible-playbook"] == nil)
  }

  @Test func `a role is in the key with the roles that it names, and with the variables that it names alone`()
    async throws
  {
    try await withRoles { site in
      func node(_ more: String...) throws -> [KeyField] { try site.fields("node_custom_roles_pre=own", more) }
      let before = try node()
      #expect(before.filter { $0.kind == .file }.map(\.name).sorted() == ["roles/helper", "roles/own"])
      #expect(try node("containerd_version=2.3.1") == before)
      #expect(try node("kubernetes_semver=v1.35.0") != before)
      #expect(try node("ansible_user_vars=a=b") != before)
      #expect(try node("custom_roles_network=true") != before)
      try writeAtomically("- debug: msg=other\n", to: site.folder.appending("roles/helper/tasks/main.yml"))
      let edited = KeyDifference.between(before, try node()).map(\.field.title)
      #expect(edited == ["file roles/helper"])
    }
  }

  @Test func `roles get what the established project hands on, as text and without secrets`() throws {
    var setting = Setting("", "extra_debs=tree nfs-common", "http_proxy=http://name:password@127.0.0.1:3128")
    setting.assignments.append("ib_version=v9")
    let texts = [
      "{{ packer_builder_type }} {{ packer_build_name }} {{extra_debs}} {{ image_builder_version }} {{ http_proxy }}",
      "when: include_documentation",
    ]
    let told = try forwardedVariables(to: texts, setting.circumstances(of: qemuDebian12))
    #expect(
      told == [
        "packer_builder_type": "qemu", "packer_build_name": "debian-12", "extra_debs": "tree nfs-common",
        "image_builder_version": "v9", "include_documentation": "false",
      ])
  }

  @Test func `a role that does not exist is an error with the line of its variable`() async throws {
    try await withRoles { site in
      let file = site.folder.appending("roles.yaml")
      try writeAtomically("custom_role_names: own missing\n", to: file)
      let failure = try #require(throws: Failure.self) {
        try Setting("", files: [file]).assembly(of: qemuDebian12)
      }
      #expect(failure.message == "`custom_role_names` names the role `missing`, which does not exist\n  \(file):1:1")
      #expect(failure.hint?.contains("\(site.folder)/roles") == true)
    }
  }

  @Test func `a role that runs before node or after sysprep does not run again in custom`() async throws {
    try await withRoles { site in
      let setting = site.setting("custom_role_names=own helper", "node_custom_roles_pre=own")
      let attached = try attachedSteps(to: "custom", setting.circumstances(of: qemuDebian12))
      #expect(attached.after.map(\.name) == ["run the role helper of custom_role_names"])
    }
  }

  @Test func `an optional role of the established project is a step here, unless the user has one of its name`()
    async throws
  {
    try await withRoles { site in
      let setting = site.setting("node_custom_roles_pre=multipathd own gpu security")
      let attached = try attachedSteps(to: "node", setting.circumstances(of: qemuDebian12))
      #expect(
        attached.before.map(\.name) == [
          "configure multipath", "run the role own of node_custom_roles_pre", "keep nouveau from being loaded",
          "install NVIDIA's driver", "install AMD's driver", "install falco", "install trivy",
        ])
      let alone = site.setting("node_custom_roles_pre=multipathd")
      #expect(try attachedSteps(to: "node", alone.circumstances(of: qemuDebian12)).tools.isEmpty)
      #expect(Catalog.toolPackages(for: [try alone.variables(of: qemuDebian12)])["ansible-playbook"] == nil)
      try makeDirectories(site.folder.appending("roles/multipathd/tasks"))
      let own = try attachedSteps(to: "node", alone.circumstances(of: qemuDebian12))
      #expect(own.before.map(\.name) == ["run the role multipathd of node_custom_roles_pre"])
    }
  }

  @Test func `optional roles write what they are for`() async throws {
    let circumstances = try Setting("", "security_install_falco=true").circumstances(of: qemuDebian12)
    let multipath = try await record(configureMultipath, in: circumstances).image
    #expect(multipath.text("/etc/multipath.conf")?.contains("user_friendly_names yes") == true)
    let nouveau = try await record(blockNouveau, in: circumstances).image
    #expect(nouveau.text("/etc/modprobe.d/blocklist-nouveau.conf")?.hasPrefix("blacklist nouveau\n") == true)
    let falco = try await record(installFalco, in: circumstances).image
    #expect(
      falco.text("/etc/apt/sources.list.d/falco.sources")?.contains("Signed-By: /etc/apt/keyrings/falco.asc") == true)
  }

  private struct Site {
    let folder: FilePath

    func setting(_ assignments: String...) -> Setting {
      var setting = Setting("roles")
      setting.assignments = ["ansible_roles_path=\(folder)/roles"] + assignments
      return setting
    }

    /// The fields of the phase node.
    func fields(_ role: String, _ more: [String]) throws -> [KeyField] {
      var setting = setting(role)
      setting.assignments += more
      let works = try setting.assembly(of: qemuDebian12).graph.works
      return CacheKey(fields: works.first { $0.name == "node" }?.fields ?? []).fields
    }
  }

  /// Gives `body` a folder with two roles, of which one names the other.
  private func withRoles(_ body: (Site) async throws -> Void) async throws {
    try await withTestDirectory { directory in
      for (name, text) in [
        ("own", "- include_role: {name: helper}\n- debug: msg={{ kubernetes_semver }}\n"),
        ("helper", "- debug: msg=1\n"),
        ("stranger", "- debug: msg=2\n"),
      ] {
        try makeDirectories(directory.appending("roles").appending(name).appending("tasks"))
        try writeAtomically(text, to: directory.appending("roles").appending(name).appending("tasks/main.yml"))
      }
      try await body(Site(folder: directory))
    }
  }
}
