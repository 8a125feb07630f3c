import FoundationEssentials
import Glibc
import Shell
import SystemPackage
import TestSupport
import Testing

@testable import Tasks

/// Which phases' digests a change of code changes: the real code, the real tool, changes in a copy.
@Suite struct CodeDigestTests {
  @Test func `a constant that a step uses changes its phase alone`() async throws {
    try await expectChanged(["kubernetes"], byReplacing: "/opt/cni/bin", in: "tasks/kubernetes/InstallCNIPlugins.swift")
  }

  @Test func `a shared helper changes every phase`() async throws {
    try await expectChanged(
      Set(CodeDigests.byFolder.keys), byReplacing: "kubelet", in: "tasks/Shared/KubernetesCommands.swift")
  }

  @Test func `a verb of the tree changes the phases that work on trees`() async throws {
    let others: Set = ["boot", "disk", "package"]
    try await expectChanged(
      Set(CodeDigests.byFolder.keys).subtracting(others), byReplacing: "enable",
      in: "Sources/Images/Tree/Image+Services.swift")
  }

  @Test func `a verb of the disk changes disk, and boot, which asks it where the root is`() async throws {
    try await expectChanged(["boot", "disk"], byReplacing: "0x", in: "Sources/Images/Disk/BiosLoader.swift")
  }

  @Test func `a verb of QEMU changes boot alone`() async throws {
    try await expectChanged(["boot"], byReplacing: "virtio", in: "Sources/Images/QEMU/Machine.swift")
  }

  @Test func `the words of checks change check and boot`() async throws {
    try await expectChanged(["boot", "check"], byReplacing: "expect", in: "Sources/Images/Checks/CheckWords.swift")
  }

  @Test func `a verb of formats changes package alone`() async throws {
    try await expectChanged(["package"], byReplacing: "qcow2", in: "Sources/Images/Formats/Qcow2.swift")
  }

  @Test func `a verb of downloads changes the phases that describe downloads`() async throws {
    try await expectChanged(
      ["components", "containerd", "kubernetes", "kubernetes-source", "optional", "provider"], byReplacing: "sha256",
      in: "Sources/Images/Supply/Fetch.swift")
  }

  @Test func `the C of the sandbox changes whatever runs in one`() async throws {
    try await expectChanged(
      Set(CodeDigests.byFolder.keys).subtracting(["package"]), byReplacing: "mount",
      in: "Sources/CNamespaces/CNamespaces.c")
    try await expectChanged(
      Set(CodeDigests.byFolder.keys).subtracting(["package"]), byReplacing: "int",
      in: "Sources/CNamespaces/include/CNamespaces.h")
  }

  @Test func `what Ansible is given changes the hooks alone`() async throws {
    try await expectChanged(["hooks"], byReplacing: "chroot", in: "tasks/hooks/ansible/image_root.py")
  }

  @Test func `putting phases together changes none`() async throws {
    try await expectChanged([], byReplacing: "debian-13", in: "tasks/Catalog/Catalog.swift")
    try await expectChanged([], byReplacing: "boot", in: "tasks/Pipelines/LinuxPipeline.swift")
  }

  @Test func `the digests are those that the build compiled in, wherever the code lies`() async throws {
    try await withCopy { copy async throws in
      let found = try await digests(of: copy)
      #expect(found == CodeDigests.byFolder)
    }
  }

  private func expectChanged(_ folders: Set<String>, byReplacing word: String, in file: String) async throws {
    try await withCopy { copy in
      let path = copy.appending(file).string
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try #require(text.contains(word), "\(file) has no \(word)")
      try text.replacing(word, with: word + "1").write(toFile: path, atomically: false, encoding: .utf8)
      let found = try await digests(of: copy)
      #expect(Set(found.keys.filter { found[$0] != CodeDigests.byFolder[$0] }) == folders, "\(file)")
    }
  }

  /// What the plugin tells the tool of the modules: name, folder and what they are made from.
  private static let modules = [
    ("ImageSandbox", "Images/Sandbox", "CNamespaces,Digests,Shell,Storage"),
    ("ImageTree", "Images/Tree", "ImageSandbox,Shell,Storage,Variables"),
    ("ImageDisk", "Images/Disk", "Digests,ImageSandbox,Shell,Storage"),
    ("ImageSupply", "Images/Supply", "Digests,Storage,Transfer"),
    ("ImageTools", "Images/Tools", "Digests,Shell,Storage"),
    ("ImageFormats", "Images/Formats", "Shell,Storage"),
    ("ImageChecks", "Images/Checks", ""),
    ("ImageQEMU", "Images/QEMU", "ImageChecks,Shell,Storage"),
    ("CNamespaces", "CNamespaces", ""),
  ]

  private func digests(of copy: FilePath) async throws -> [String: String] {
    let output = copy.appending("CodeDigests.swift")
    let modules = Self.modules.map { "\($0)=\(copy.appending("Sources/\($1)").string)=\($2)" }
    _ = try await run(Command([tool.string, output.string, copy.appending("tasks").string] + modules))
    let text = try String(contentsOfFile: output.string, encoding: .utf8)
    return Dictionary(
      uniqueKeysWithValues: text.matches(of: /"([\w-]+)": "([0-9a-f]{64})"/).map { (String($0.1), String($0.2)) })
  }

  private func withCopy(_ body: (FilePath) async throws -> Void) async throws {
    try await withTestDirectory { directory in
      for folder in ["tasks", "Sources/Images", "Sources/CNamespaces"] {
        let place = directory.appending(folder)
        try FileManager.default.createDirectory(
          atPath: place.removingLastComponent().string, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: project.appending(folder).string, toPath: place.string)
      }
      try await body(directory)
    }
  }

  /// Beside the test bundle.
  private var tool: FilePath {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    readlink("/proc/self/exe", &name, name.count - 1)
    return FilePath(platformString: name).removingLastComponent().appending("CodeDigestTool")
  }
}
