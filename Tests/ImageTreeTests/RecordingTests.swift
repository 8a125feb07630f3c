import ImageSandbox
import ImageTree
import RecordingImage
import Shell
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Variables

/// What tests of steps believe of the image that they run on.
@Suite struct RecordingTests {
  @Test func `a recorded image remembers commands in order, and what became of its files`() async throws {
    try await withRecordedImage(files: ["/etc/settings": "a=1\n"]) { image, session in
      try await image.run("first", "argument", network: true)
      try await image.enableService("some.service")
      try await image.replace("a=1", with: "a=2", in: "/etc/settings")
      try await image.append("b=1\n", to: "/etc/settings")
      try await image.setMode("/etc/settings", 0o600)
      try await image.copy("/supplies/runc", to: "/usr/sbin/runc", mode: 0o755)
      try await image.link("/opt/bin", to: "/usr/bin")
      #expect(session.commands.map(\.arguments) == [["first", "argument"], ["systemctl", "enable", "some.service"]])
      #expect(session.commands.map(\.network) == [true, false])
      #expect(session.text("/etc/settings") == "a=2\nb=1\n")
      #expect(session.entries["/etc/settings"] == .file(Array("a=2\nb=1\n".utf8), mode: 0o600))
      #expect(session.entries["/usr/sbin/runc"] == .copy(of: "/supplies/runc", mode: 0o755))
      #expect(session.entries["/opt/bin"] == .link(to: "/usr/bin"))
    }
  }

  @Test func `patterns, lists and renames see what was written, as a real image's do`() async throws {
    try await withRecordedImage(files: ["/lib/modules/6.1/a": "", "/lib/modules/6.2/b": ""]) { image, session in
      #expect(try await image.list("/lib/modules") == ["6.1", "6.2"])
      #expect(try await image.match("/lib/modules/*") == ["/lib/modules/6.1", "/lib/modules/6.2"])
      #expect(try await image.facts("/lib/modules")?.kind == .directory)
      try await image.rename("/lib/modules/6.1", to: "/lib/modules/6.3")
      try await image.remove("/lib/*/6.2", "/nothing/*")
      #expect(session.entries.keys.sorted() == ["/lib/modules/6.3/a"])
      #expect(session.removed == ["/lib/*/6.2", "/nothing/*"])
      #expect(try await image.exists("/lib/modules/6.2") == false)
    }
  }

  @Test func `a command answers what the test says, and a failure is one`() async throws {
    let answers: @Sendable (SandboxCommand) -> CommandResult? = { command in
      switch command.arguments.first {
      case "uname": CommandResult(output: "6.1\n", status: .exited(0))
      case "false": CommandResult(output: "", status: .exited(1))
      default: nil
      }
    }
    try await withRecordedImage(answer: answers) { (image, session) async throws in
      #expect(try await image.run("uname") == "6.1\n")
      #expect(try await image.succeeds("false") == false)
      #expect(try await image.succeeds("true"))
      await #expect(throws: CommandError.self) { () async throws in try await image.run("false") }
      #expect(session.commands.count == 4)
    }
  }

  @Test func `a text that the test did not give is an error that says so`() async throws {
    try await withRecordedImage { (image, _) async throws in
      let error = await #expect(throws: SandboxError.self) { () async throws in try await image.read("/etc/some") }
      #expect(error?.message == "the recorded image has no text at /etc/some")
    }
  }

  @Test func `packages are fetched before they are installed, and only the first has the network`() async throws {
    try await withRecordedImage { image, session in
      try await image.installPackages(["chrony"])
      let calls = session.commands.filter { $0.arguments.contains("install") }
      #expect(calls.map { $0.arguments.contains("--download-only") } == [true, false])
      #expect(calls.map(\.network) == [true, false])
    }
  }
}

/// Gives `body` an image of which nothing is real but an empty package pool.
nonisolated(nonsending)
  private func withRecordedImage(
    files: [String: String] = [:], answer: @escaping @Sendable (SandboxCommand) -> CommandResult? = { _ in nil },
    _ body: (Image, RecordingSession) async throws -> Void
  ) async throws
{
  try await withTestDirectory { directory in
    let session = RecordingSession(files: files, answer: answer)
    let values = DeclaredValues(VariableSet([]), declared: [], reader: "the test")
    let image = Image(session: session, values: values, architecture: .amd64, packages: PackagePool(directory))
    try await body(image, session)
  }
}
