import Engine
import FoundationEssentials
import ImageChecks
import ImageSandbox
import RecordingImage
import Shell
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing
import Variables

@testable import Tasks

/// What users add to an image without a change of the project.
@Suite struct AdditionTests {
  @Test func `a phase with nothing to do is not in its pipeline, and one with something is`() throws {
    let none = try Setting("").assembly(of: qemuDebian12).graph.pipelines.flatMap(\.phases).map(\.name.rawValue)
    #expect(!none.contains("custom") && !none.contains("components"))
    let script = "custom_scripts=\(project)/hack/help"
    let some = try Setting("", script).assembly(of: qemuDebian12).graph.pipelines.flatMap(\.phases).map(\.name)
    #expect(some.firstIndex(of: "custom") == some.firstIndex(of: "provider").map { $0 + 1 })
  }

  @Test func `an edited file changes the key of its phase alone, and its mode only where it becomes a program`()
    async throws
  {
    try await withTestDirectory { directory in
      let folder = directory.appending("files")
      try makeDirectories(folder)
      try writeAtomically("one\n", to: folder.appending("a"))
      let setting = Setting("", #"custom_files=[{"source": "\#(folder)", "destination": "/opt/files"}]"#)
      let before = try fields(setting)
      #expect(try fields(setting) == before)
      try writeAtomically("one\n", to: folder.appending("a"), mode: 0o600)
      #expect(try fields(setting) == before)
      try writeAtomically("one\n", to: folder.appending("a"), mode: 0o755)
      let program = try fields(setting)
      try writeAtomically("two\n", to: folder.appending("a"), mode: 0o755)
      let edited = try fields(setting)
      for (old, new) in [(before, program), (program, edited)] {
        #expect(old.keys.filter { old[$0] != new[$0] }.sorted() == ["custom", "package"])
      }
      #expect(edited["custom"]?.contains { $0.kind == .file && $0.name == folder.string } == true)
    }
  }

  @Test func `a path is relative to the file that names it, and one that leads nowhere is shown with its line`()
    async throws
  {
    try await withTestDirectory { directory in
      let folder = directory.appending("site")
      try makeDirectories(folder.appending("parts"))
      try writeAtomically("echo\n", to: folder.appending("parts/run.sh"))
      let file = folder.appending("site.yaml")
      try writeAtomically("# mine\ncustom_scripts: [parts/run.sh]\n", to: file)
      let setting = Setting("", files: [file])
      #expect(try fields(setting)["custom"]?.contains { $0.kind == .file && $0.name == "parts/run.sh" } == true)
      try removeTree(folder.appending("parts/run.sh"))
      let failure = try #require(throws: Failure.self) { try fields(setting) }
      #expect(
        failure.message == "`custom_scripts` names `parts/run.sh`, which does not exist\n  \(file):2:1")
    }
  }

  @Test func `files go to their places with their modes and owners`() async throws {
    try await withTestDirectory { directory in
      try makeDirectories(directory.appending("tree/inner"))
      try writeAtomically("text", to: directory.appending("tree/inner/plain"), mode: 0o664)
      try writeAtomically("#!/bin/sh\n", to: directory.appending("tree/program"), mode: 0o700)
      try makeLink(directory.appending("tree/link"), to: "program")
      let setting = Setting(
        "",
        """
        custom_files=[{"source": "\(directory)/tree", "destination": "/opt/tree"}, \
        {"source": "\(directory)/tree/program", "destination": "/usr/local/bin/", "mode": "0710", "owner": "root:adm"}]
        """)
      let image = try await record(copyCustomFiles, in: setting.circumstances(of: qemuDebian12)).image
      let tree = directory.appending("tree")
      let program = tree.appending("program")
      #expect(
        image.entries["/opt/tree/inner/plain"] == .copy(of: tree.appending("inner").appending("plain"), mode: 0o644))
      #expect(image.entries["/opt/tree/program"] == .copy(of: program, mode: 0o755))
      #expect(image.entries["/opt/tree/link"] == .link(to: "program"))
      #expect(image.entries["/usr/local/bin/program"] == .copy(of: program, mode: 0o710))
      let owned = ["chown", "-h", "-R", "--", "root:adm", "/usr/local/bin/program"]
      #expect(image.commands.map(\.arguments) == [owned])
    }
  }

  @Test func `a hook joins the key of its phase and of no other`() async throws {
    try await withTestDirectory { directory in
      let script = directory.appending("tune.sh")
      try writeAtomically("true\n", to: script)
      func changed(_ hooks: String, since before: [String: [KeyField]]) throws -> Set<String> {
        let after = try fields(Setting("", "hooks=\(hooks)"))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
      }
      let plain = try fields(Setting(""))
      let hook = #"[{"script": "\#(script)", "after": "node"}]"#
      #expect(try changed(hook, since: plain) == ["node", "package"])
      let hooked = try fields(Setting("", "hooks=\(hook)"))
      #expect(hooked["node"]?.contains { $0.kind == .code && $0.name == "hooks" } == true)
      let connected = #"[{"script": "\#(script)", "after": "node", "network": "true"}]"#
      #expect(try changed(connected, since: hooked) == ["node", "package"])
      try writeAtomically("false\n", to: script)
      #expect(try changed(hook, since: hooked) == ["node", "package"])
      // A phase that had nothing to do has something now.
      #expect(
        try changed(#"[{"script": "\#(script)", "before": "components"}]"#, since: plain) == ["components", "package"])
    }
  }

  @Test func `what a hook made expires at the end of its period, and not before`() throws {
    let hook = #"hooks=[{"script": "\#(project)/hack/help", "before": "setup", "expires": "1d"}]"#
    func setup(_ now: Int64) throws -> [KeyField]? { try fields(Setting("", hook), now: now)["setup"] }
    let day: Int64 = 86_400
    #expect(try setup(20_000 * day) == setup(20_001 * day - 1))
    let differences = KeyDifference.between(
      try #require(try setup(20_000 * day)), try #require(try setup(20_001 * day)))
    #expect(differences.map(\.field.title) == ["period run the hook help before setup"])
    #expect(differences.first?.field.value == "2024-10-05T00:00:00Z to 2024-10-06T00:00:00Z")
  }

  @Test func `a hook that needs the final kernel moves that into the base, and says that this shares less`() throws {
    func kernel(_ place: String, of target: Target, wants: Bool = true) throws -> FinalKernel? {
      let hook = #"[{"script": "x", \#(place), "final_kernel": "\#(wants)"}]"#
      return try FinalKernel(Setting("", "hooks=\(hook)").variables(of: target))
    }
    let early = #""after": "node""#
    let moved = try #require(try kernel(early, of: rawDebian12))
    #expect(moved.values["kernel_package"]?.value == .string("linux-image-amd64"))
    #expect(moved.values.names == (try Setting("").variables(of: rawDebian12)).names)
    #expect(
      moved.notice
        == "the hook `x` needs the final kernel, so that base has linux-image-amd64 in place of "
        + "linux-image-cloud-amd64 and shares less with other providers")
    // It is there by then, or was always there, or is not asked for.
    #expect(try kernel(#""after": "provider""#, of: rawDebian12) == nil)
    #expect(try kernel(#""before": "provider""#, of: rawDebian12) != nil)
    #expect(try kernel(early, of: qemuDebian12) == nil)
    #expect(try kernel(early, of: rawDebian12, wants: false) == nil)
  }

  @Test(arguments: [
    (#"[{"script": "x", "after": "nod"}]"#, "hooks: `x` names the phase `nod`, which does not exist"),
    (#"[{"script": "x"}]"#, "hooks: `x` must have either `before` or `after`, with a phase"),
    (#"[{"script": "x", "after": "node", "before": "node"}]"#, "hooks: `x` must have either `before` or `after`"),
    (#"[{"script": "x", "before": "base"}]"#, "hooks: `x` cannot run before base: there is no image yet"),
    (#"[{"script": "x", "after": "disk"}]"#, "hooks: `x` cannot run after disk: what was proven is the disk"),
    (#"[{"script": "x", "before": "package"}]"#, "hooks: `x` cannot run before package: what was proven is the disk"),
    (#"[{"script": "x", "before": "boot"}]"#, "hooks: `x` cannot run before boot: the disk is made"),
    (
      #"[{"script": "x", "after": "boot", "network": "true"}]"#,
      "hooks: `network` of `x` has no meaning after boot, where a script looks at a finished image"
    ),
    (#"[{"script": "x", "after": "node", "expires": "soon"}]"#, "hooks: `expires` of `x` is `soon`, no length of time"),
    (#"[{"script": "x", "after": "node", "network": "2"}]"#, "hooks: `network` of `x` is neither true nor false"),
    (
      #"[{"script": "x", "after": "node"}, {"script": "y/x", "after": "node"}]"#, "hooks: two hooks are called `x`"
    ),
  ])
  func `a hook that cannot be meant is refused before anything is built`(hooks: String, message: String) throws {
    let failure = try #require(throws: Failure.self) { try fields(Setting("", "hooks=\(hooks)")) }
    #expect(failure.message.hasPrefix(message), "\(failure.message)")
    #expect(failure.message.hasSuffix("\n  the command line (the test)"))
  }

  @Test func `hooks can be attached to every phase that changes the image`() {
    #expect(Hook.phases == Catalog.phases(of: qemuDebian12).filter { $0.result == .layer }.map(\.name))
  }

  @Test func `a script after check or boot joins what is checked there, and one before them or disk seals the image`()
    async throws
  {
    try await withTestDirectory { directory in
      let script = directory.appending("look.sh")
      try writeAtomically("#!/usr/bin/env python3\nprint('it\\'s')\n", to: script)
      func changed(_ place: String) throws -> Set<String> {
        let hook = #"[{"script": "\#(script)", \#(place)}]"#
        let (plain, hooked) = (try fields(Setting("")), try fields(Setting("", "hooks=\(hook)")))
        return Set(plain.keys).union(hooked.keys).filter { plain[$0] != hooked[$0] }
      }
      #expect(try changed(#""after": "check""#) == ["check"])
      #expect(try changed(#""after": "boot""#) == ["boot"])
      #expect(try changed(#""before": "check""#) == ["sysprep", "package"])
      #expect(try changed(#""before": "disk""#) == ["sysprep", "package"])
      let hooks = #"hooks=[{"script": "\#(script)", "after": "check"}]"#
      let circumstances = try Setting("", hooks).circumstances(of: qemuDebian12)
      let text = try judgingHooks(after: "check", circumstances)
      #expect(text.contains("succeeds 'the hook look.sh (\(script))' /usr/bin/env python3 /run/"), "\(text)")
      let here = text.replacing("/run/", with: "\(directory)/")
      let ran = try await Shell.run(Command(["sh", "-euc", "\(CheckWords.text)\n\(here)"]))
      #expect(ran.output.contains("ok 1 - the hook look.sh") && ran.output.contains("# it's"), "\(ran.output)")
    }
  }

  @Test func `additional executables have checksums by their names`() throws {
    let base = [
      "load_additional_components=true", "additional_executables=true",
      "additional_executables_list=https://example.invalid/v1/tool?x=1",
      "additional_executables_destination_path=/usr/local/bin",
    ]
    var setting = Setting("")
    setting.assignments = base
    #expect(try fields(setting)["executable-tool"]?.contains { $0.value == "as it was first" } == true)
    let digits = String(repeating: "c", count: 64)
    setting.assignments = base + ["additional_executables_checksums={\"tool\": \"\(digits)\"}"]
    #expect(try fields(setting)["executable-tool"]?.contains { $0.value == "sha256 \(digits)" } == true)
    setting.assignments = base + ["additional_executables_checksums={\"tol\": \"\(digits)\"}"]
    #expect(throws: Failure.self) { try fields(setting) }
    setting.assignments = base + ["additional_executables_destination_path=bin"]
    #expect(throws: Failure.self) { try fields(setting) }
    // The master switch of the established project.
    setting.assignments = base + ["load_additional_components=false"]
    #expect(try fields(setting)["components"] == nil)
  }

  /// The fields of the works of an image, by name.
  private func fields(_ setting: Setting, now: Int64 = 0) throws -> [String: [KeyField]] {
    let assembly = try assemble(
      [(qemuDebian12, try setting.variables(of: qemuDebian12))], skipping: [], toolVersions: [:], now: now,
      seal: { $0 })
    return Dictionary(assembly.graph.works.map { ($0.name, CacheKey(fields: $0.fields).fields) }) { first, _ in first }
  }
}
