import Glibc
import ImageSandbox
import Shell
import Storage
import SystemPackage
import Testing

@Suite struct KillTests {
  @Test func `nothing survives a builder that is killed, and its layer can be mounted again`() async throws {
    try await withStore { store in
      let mark = "48\(getpid())"
      // A process that ignores every polite request, in a session of its own.
      let stubborn = "trap '' TERM HUP INT; setsid /usr/bin/sleep \(mark) & /usr/bin/sleep \(mark)"
      let layers = ["base", "upper", "work"].map { store.directory.appending($0).string }
      let command = Command([fixture.string] + layers + ["/bin/sh", "-euc", stubborn])
      let builder = Task { try await runAllowingFailure(command) }
      try await waitForProcesses("sleep \(mark)", count: 2)
      let line = try #require(try await processes(fixture.string).first { $0.contains(store.directory.string) })
      let identifier = try #require(line.split(separator: " ").first.flatMap { pid_t($0) })
      kill(identifier, SIGKILL)
      #expect(try await builder.value.status == .signaled(9))
      try await waitForNoProcess(mark)
      #expect(try await processes(mark) == [])
      #expect(!(try readText("/proc/self/mountinfo")).contains(store.directory.string))
      let plan = SandboxPlan(
        root: .layers(["base"], upper: "upper", work: "work"), store: store.directory, sourceDateEpoch: 0)
      try await Sandbox.withSession(plan, program: fixture) { session in
        let base = try await session.read("/etc/base")
        #expect(base == Array("base\n".utf8))
      }
    }
  }
}
