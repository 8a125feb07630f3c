import FoundationEssentials
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

/// The page of what vendors' bases bring is held to the checks that there are.
struct ParityTests {
  private let page = project.appending("docs/parity-base.md")

  @Test func `every row that is kept names checks that there are`() async throws {
    #expect(try await problems(of: readText(page)) == "")
  }

  @Test(arguments: [
    ("`tasks/check/apparmor.yaml: service apparmor.service`", "`tasks/check/apparmor.yaml: service armor.service`"),
    ("`tasks/check/nfs.yaml: service rpcbind.socket`", "`tasks/check/none.yaml: service rpcbind.socket`"),
    ("`installed: storage_packages`", "`installed: disk_size`"),
    ("`arguments: kernel_consoles`", "`arguments: kernel_package`"),
    ("grew to the disk`", "shrank`"),
  ])
  func `a check that there is not is told`(named: String, other: String) async throws {
    let text = try readText(page)
    #expect(text.contains(named))
    let problems = try await problems(of: text.replacing(named, with: other))
    #expect(problems.contains("there is no check \(other.hasPrefix("`") ? other : "`")"), "\(problems)")
  }

  @Test func `a row that is kept and that no check sees is told`() async throws {
    let row = "| something | all | kept | a step | |\n"
    let table =
      "\n| what the base brought | systems | here | by what, or why not | checked by |\n|---|---|---|---|---|\n"
    #expect(try await problems(of: readText(page) + table + row).contains("`something` is kept, and no check sees it"))
    let left = row.replacing("kept", with: "left out")
    #expect(try await problems(of: readText(page) + table + left) == "")
  }

  private func problems(of text: String) async throws -> String {
    try await withTestDirectory { folder in
      try makeDirectories(folder.appending("docs"))
      try writeAtomically(text, to: folder.appending("docs/parity-base.md"))
      for name in ["tasks", "Sources"] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/\(name)", withDestinationPath: "\(project)/\(name)")
      }
      let script = "\(project)/hack/check-parity-base \(folder) 2>&1 || true"
      return try await run(Command(["sh", "-c", script])).output
    }
  }
}
