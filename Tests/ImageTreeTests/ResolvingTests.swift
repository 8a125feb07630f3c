import ImageSandbox
import RecordingImage
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing
import Variables

@testable import ImageTree

@Suite struct ResolvingTests {
  @Test func `what apt would install is read out of what it says`() {
    let answer = """
      Reading package lists...
      The following packages will be upgraded:
        curl
      Inst curl [7.88.1-10+deb12u7] (7.88.1-10+deb12u8 Debian-Security:12/oldstable-security [amd64]) []
      Inst libnew:amd64 (1:2.0 Debian:12.15/oldstable [amd64])
      Inst bare (1.0)
      Remv old [1.0]
      Conf curl (7.88.1-10+deb12u8 Debian-Security:12/oldstable-security [amd64])

      """
    #expect(Image.chosen(in: answer) == ["curl": "7.88.1-10+deb12u8", "libnew": "1:2.0", "bare": "1.0"])
  }

  @Test func `calls are asked again without a change, on the packages that they found`() async throws {
    try await withTestDirectory { directory in
      let layer = directory.appending("layer/var/lib/dpkg")
      try makeDirectories(layer)
      try writeAtomically("Package: found\n", to: layer.appending("status"))
      let session = RecordingSession { command in
        guard command.arguments.contains("--simulate") else { return nil }
        let version = command.arguments.contains("dist-upgrade") ? "1" : "2"
        return CommandResult(output: "Inst both (\(version) x)\nInst v\(version) (1 x)\n", status: .exited(0))
      }
      let image = Image(
        session: session, values: DeclaredValues(VariableSet([]), declared: [], reader: "the test"),
        architecture: .amd64, packages: PackagePool(directory.appending("pool")))
      let chosen = try await image.resolveChanges(
        [["dist-upgrade"], ["install", "both=2"]],
        before: [directory.appending("empty"), directory.appending("layer")])
      #expect(chosen == ["both": "2", "v1": "1", "v2": "1"], "the later call counts")
      #expect(session.text("/run/image-builder/status") == "Package: found\n")
      let apt = session.commands.filter { $0.arguments.first == "apt-get" }
      #expect(apt.filter(\.network).map { $0.arguments.contains("update") } == [true], "lists are fetched once")
      #expect(apt.filter { !$0.network }.allSatisfy { $0.arguments.contains("--simulate") })
    }
  }
}
