import Engine
import FoundationEssentials
import TaskGraph
import TestSupport
import Testing

@testable import Tasks

/// What an image is checked for, and what a user adds.
@Suite struct CheckTests {
  @Test func `what an image is made of is what it is checked for`() throws {
    let packages = try scripts("kubernetes_source_type=pkg", "kubernetes_deb_version=1.36.1-1.1")
    #expect(packages.sealed.contains("package_has 'package kubelet has version 1.36.1-1.1'"))
    #expect(!packages.sealed.contains("kubectl is the one asked for"))
    let release = try scripts(
      "kubernetes_source_type=http", "kubernetes_cni_source_type=http", "containerd_version=2.3.1")
    #expect(!release.sealed.contains("package kubelet has version"))
    #expect(release.sealed.contains("says `^v?2.3.1$`"))
    #expect(release.booted.contains("'the runtime answers as Kubernetes asks it: `crictl ps` ends with status 0'"))
    #expect(try scripts("baseline_packages=jq vim- curl=1").sealed.contains("'package jq is installed'"))
    #expect(try !scripts("baseline_packages=jq vim- curl=1").sealed.contains("vim-"))
  }

  @Test func `every setting has checks of both places, of which a shell understands the scripts`() throws {
    for setting in Setting.all {
      let scripts = try askChecks(setting.circumstances(of: qemuDebian12))
      #expect(scripts.sealed.contains("service_starts ") && scripts.sealed.contains("no SSH host key"))
      #expect(scripts.booted.contains("service_runs ") && !scripts.booted.contains("no SSH host key"))
    }
  }

  @Test func `a user's specification is added to ours, with the variables that it may use`() async throws {
    try await withTestDirectory { folder in
      func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(folder)/goss/\(name)", atomically: false, encoding: .utf8)
      }
      try FileManager.default.createDirectory(atPath: "\(folder)/goss", withIntermediateDirectories: true)
      try write("gossfile: {more.yaml: {}}", "goss.yaml")
      try write(
        "package: {\"{{.Vars.OS}}-{{.Vars.PROVIDER}}-{{.Vars.own}}-{{.Vars.hostname}}\": {installed: true}}",
        "more.yaml")
      try write("own: mine\n", "vars.yaml")
      let wanted = "'package debian-qemu-mine-localhost is installed'"
      let both = ["goss_tests_dir=\(folder)/goss/", "goss_vars_file=\(folder)/goss/vars.yaml"]
      for settings in [both, both + ["goss_entry_file=goss.yaml"], both + ["goss_entry_file=goss/goss.yaml"]] {
        let sealed = try scripts(settings).sealed
        #expect(sealed.contains(wanted), "\(settings)")
        #expect(sealed.contains("service containerd.service starts at boot"), "\(settings)")
      }
      let entry = ["goss_entry_file=\(folder)/goss/more.yaml", "goss_vars_file=\(folder)/goss/vars.yaml"]
      #expect(try scripts(entry).sealed.contains(wanted))

      // What is checked is in the key, and nothing else: check and boot run again, and nothing is made anew.
      let before = try keys(both)
      try write("package: {jq: {installed: true}}\nservice: {jq: {running: false}}", "more.yaml")
      let after = try keys(both)
      #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == ["boot", "check"])
      try write("package: {less: {installed: true}}\nservice: {jq: {running: false}}", "more.yaml")
      let last = try keys(both)
      #expect(after.keys.filter { after[$0] != last[$0] } == ["check"], "nothing else is looked at in a booted copy")
    }
  }

  @Test func `what is wrong in a user's files is told before anything is built, with file and line`() async throws {
    try await withTestDirectory { folder in
      let file = "\(folder)/goss.yaml"
      for (text, message) in [
        ("package: {}\npakage:\n", ":2: there is no resource `pakage` that is known here"),
        ("package:\n  {{.Vars.secrets}}: {installed: true}\n", ":2: there is no variable `secrets`"),
        ("package:\n  {{.Vars.http_proxy}}: {installed: true}\n", ":2: there is no variable `http_proxy`"),
        ("a: b: c", ":1: "),
      ] {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        let failure = #expect(throws: Failure.self) { try assemble("goss_tests_dir=\(folder)") }
        #expect(failure?.message.hasPrefix(file + message) == true, "\(failure?.message ?? "")")
      }
      for setting in [
        "goss_tests_dir=\(folder)/none", "goss_entry_file=\(folder)/none", "goss_vars_file=\(folder)/none",
        "goss_entry_file=\(folder)",
      ] {
        let failure = #expect(throws: Failure.self) { try assemble(setting) }
        #expect(failure?.message.contains("\(folder)") == true, "\(setting)")
      }
    }
  }

  @Test func `a failed check is an error, or is told of where it is only to be inspected`() throws {
    let findings = [
      Finding(name: "a", place: "the sealed tree", passed: true, detail: ""),
      Finding(name: "b", place: "the sealed tree", passed: false, detail: "found c"),
    ]
    var told: [String] = []
    let passed = try Report(findings: Array(findings.prefix(1))).record(inspecting: false) { told.append($0) }
    #expect(passed.facts["checks"] == "1" && passed.facts[Report.failed] == nil)
    let failure = #expect(throws: Failure.self) {
      try Report(findings: findings).record(inspecting: false) { told.append($0) }
    }
    #expect(failure?.message == "1 of 2 checks failed")
    #expect(failure?.lines == ["not ok: b", "  found c"])
    #expect(told == [])
    let inspected = try Report(findings: findings).record(inspecting: true) { told.append($0) }
    #expect(inspected.facts["checks"] == "2" && inspected.facts[Report.failed] == "1")
    #expect(told.count == 1 && told[0].contains("b (the sealed tree)"))
  }

  private func scripts(_ assignments: String...) throws -> CheckScripts { try scripts(assignments) }

  private func scripts(_ assignments: [String]) throws -> CheckScripts {
    try askChecks(setting(assignments).circumstances(of: qemuDebian12))
  }

  private func assemble(_ assignments: String...) throws {
    _ = try setting(assignments).assembly(of: qemuDebian12)
  }

  private func keys(_ assignments: [String]) throws -> [String: [String]] {
    let works = try setting(assignments).assembly(of: qemuDebian12).graph.works
    return Dictionary(works.map { ($0.name, $0.fields.map { "\($0.title)=\($0.value)" }) }) { first, _ in first }
  }

  private func setting(_ assignments: [String]) -> Setting {
    var setting = Setting("the test")
    setting.assignments = assignments
    return setting
  }
}
